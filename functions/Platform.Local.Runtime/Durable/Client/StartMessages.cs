using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Client;

/// <summary>What a client's options mean for a start.</summary>
internal static class StartMessages
{
    public static TurnMessage.Started Of(
        string name, string? input, StartOrchestrationOptions? options, string defaultVersion, DateTimeOffset now)
    {
        var version = options?.Version is { } wanted ? wanted.Version : defaultVersion;
        return new(
            name,
            input,
            now,
            options?.StartAt > now ? options.StartAt : null,
            options?.Tags is { Count: > 0 } tags ? tags : null)
        {
            ExecutionId = Guid.NewGuid().ToString("N"),
            Version = version.Length > 0 ? version : null,
            TraceParent = DurableTracing.Current,
        };
    }

    /// <returns>In which statuses an instance of the same id refuses the start; null when the options don't say.</returns>
    public static IReadOnlySet<OrchestrationRuntimeStatus>? Refused(StartOrchestrationOptions? options)
    {
        if (options?.DedupeStatuses is not { } names)
        {
            return null;
        }

        var refused = names.Select(Parse).ToHashSet();
        OrchestrationRuntimeStatus[] open =
            [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];
        return refused.Contains(OrchestrationRuntimeStatus.Terminated) && !refused.IsSupersetOf(open)
            ? throw new ArgumentException(
                "DedupeStatuses hold 'Terminated' but not every status of an instance that has not ended; expected all of "
                + "Pending, Running and Suspended beside it, because a running instance would be terminated for the new one.",
                nameof(options))
            : refused;
    }

    private static OrchestrationRuntimeStatus Parse(string name) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new ArgumentException(
                $"DedupeStatuses hold '{name}'; expected {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}.");
}
