namespace Platform.Functions.Cli.Metrics;

/// <summary><c>metrics</c>: figures without a running platform.</summary>
internal static class MetricsCommand
{
    private static readonly Dictionary<string, Func<string[], CancellationToken, Task<int>>> Verbs = new(StringComparer.Ordinal)
    {
        ["replay"] = ReplayCommand.RunAsync,
    };

    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        args.Length > 0 && Verbs.TryGetValue(args[0], out var verb)
            ? verb(args[1..], cancellationToken)
            : throw new CommandException(ExitCode.Usage, $"usage: metrics {string.Join('|', Verbs.Keys)} ...");
}
