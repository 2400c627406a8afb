using Platform.Functions.Cli.Metrics.Sending;

namespace Platform.Functions.Cli.Metrics;

/// <summary><c>events</c>: works on files of delivery events.</summary>
internal static class EventsCommand
{
    private static readonly Dictionary<string, Func<string[], CancellationToken, Task<int>>> Verbs = new(StringComparer.Ordinal)
    {
        ["send"] = SendEventsCommand.RunAsync,
        ["validate"] = ValidateEventsCommand.RunAsync,
    };

    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        args.Length > 0 && Verbs.TryGetValue(args[0], out var verb)
            ? verb(args[1..], cancellationToken)
            : throw new CommandException(ExitCode.Usage, $"usage: events {string.Join('|', Verbs.Keys)} ...");
}
