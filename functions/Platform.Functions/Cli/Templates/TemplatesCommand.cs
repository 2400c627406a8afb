using Platform.Functions.Cli.Templates.Testing;

namespace Platform.Functions.Cli.Templates;

/// <summary><c>templates</c>: renders, lints and tests templates, without a side effect and without a network.</summary>
internal static class TemplatesCommand
{
    private static readonly Dictionary<string, Func<string[], CancellationToken, Task<int>>> Verbs = new(StringComparer.Ordinal)
    {
        ["render"] = RenderCommand.RunAsync,
        ["lint"] = LintCommand.RunAsync,
        ["test"] = TestCommand.RunAsync,
    };

    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        args.Length > 0 && Verbs.TryGetValue(args[0], out var verb)
            ? verb(args[1..], cancellationToken)
            : throw new CommandException(ExitCode.Usage, $"usage: templates {string.Join('|', Verbs.Keys)} ...");
}
