namespace Platform.Functions.Cli.Demo;

/// <summary>The arguments of <c>demo</c>.</summary>
/// <param name="Template">Its name.</param>
/// <param name="Values">Parameters that were chosen.</param>
/// <param name="Exit">End when all is checked, instead of keeping the host running.</param>
/// <param name="Json">One object on stdout.</param>
internal sealed record DemoOptions(string Template, IReadOnlyDictionary<string, string> Values, bool Exit, bool Json)
{
    public const string Usage = "usage: demo [--template NAME] [--set NAME=VALUE]... [--exit] [--json]";

    public static DemoOptions Parse(string[] args)
    {
        var template = "node-service";
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var (exit, json) = (false, false);
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var arg))
        {
            switch (arg)
            {
                case "--exit":
                    exit = true;
                    break;
                case "--json":
                    json = true;
                    break;
                case "--template":
                    template = ValueOf(arg, rest);
                    break;
                case "--set":
                    var pair = ValueOf(arg, rest).Split('=', 2);
                    if (pair is not [{ Length: > 0 } name, var value])
                    {
                        throw new CommandException(ExitCode.Usage, $"--set takes NAME=VALUE, not '{pair[0]}'.\n{Usage}");
                    }

                    values[name] = value;
                    break;
                default:
                    throw new CommandException(ExitCode.Usage, $"demo does not know '{arg}'.\n{Usage}");
            }
        }

        return new(template, values, exit, json);
    }

    private static string ValueOf(string option, Queue<string> rest) =>
        rest.TryDequeue(out var value)
            ? value
            : throw new CommandException(ExitCode.Usage, $"{option} needs a value.\n{Usage}");
}
