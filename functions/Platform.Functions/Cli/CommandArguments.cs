namespace Platform.Functions.Cli;

/// <summary>A command's arguments: positional ones, <c>--flag</c> and <c>--option VALUE</c>.</summary>
internal sealed class CommandArguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private CommandArguments(IReadOnlyList<string> positional) => Positional = positional;

    public IReadOnlyList<string> Positional { get; }

    /// <param name="flags">Without their dashes.</param>
    /// <param name="options">Without their dashes; each takes a value.</param>
    /// <exception cref="CommandException">An argument is unknown or lacks its value.</exception>
    public static CommandArguments Parse(string[] args, string usage, string[] flags, string[] options)
    {
        var positional = new List<string>();
        var parsed = new CommandArguments(positional);
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var arg))
        {
            var name = arg.StartsWith("--", StringComparison.Ordinal) ? arg[2..] : null;
            if (name is null)
            {
                positional.Add(arg);
            }
            else if (flags.Contains(name))
            {
                parsed._options[name] = "true";
            }
            else if (!options.Contains(name))
            {
                throw new CommandException(ExitCode.Usage, $"'{arg}' is not known here.\n{usage}");
            }
            else
            {
                parsed._options[name] = rest.TryDequeue(out var value)
                    ? value
                    : throw new CommandException(ExitCode.Usage, $"{arg} needs a value.\n{usage}");
            }
        }

        return parsed;
    }

    public bool Has(string flag) => _options.ContainsKey(flag);

    public string? Text(string option) => _options.GetValueOrDefault(option);
}
