using Microsoft.Extensions.Logging;
using Platform.Core.Access;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Observability;
using Platform.Core.Primitives;

namespace Platform.Functions.Metrics;

/// <summary>Takes events from the queue and from calls alike; the figures follow with the next rollup.</summary>
public sealed partial class DeliveryEventsHandler(EventIntake intake, AuditTrail audit, ILogger<DeliveryEventsHandler> logger)
{
    /// <returns>What is wrong with the events; those that are right are kept all the same.</returns>
    public async Task<IReadOnlyList<Problem>> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var items = EventBatch.Read(body);
        if (!items.IsOk)
        {
            Count("rejected");
            return items.Problems;
        }

        var answers = await TakeAsync(items.Value, cancellationToken);
        foreach (var answer in answers.Where(answer => answer.Id is not null))
        {
            await AuditAsync(answer, cancellationToken);
        }

        return [.. answers.SelectMany(answer => answer.Problems)];
    }

    public async Task<IReadOnlyList<EventAnswer>> TakeAsync(IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        var answers = await intake.TakeAsync(items, cancellationToken);
        foreach (var answer in answers)
        {
            Count(answer switch
            {
                { Outcome: EventOutcome.Recorded } => "recorded",
                { Outcome: EventOutcome.Repeated } => "repeated",
                { Id: not null } => "id_reused",
                _ => "rejected",
            });
            Log.Heard(logger, answer.Source, answer.Id, answer.Outcome);
        }

        return answers;
    }

    /// <summary>Also of a repeated event: the first attempt may have ended between the event and its entry.</summary>
    private Task AuditAsync(EventAnswer answer, CancellationToken cancellationToken) => audit.RecordAsync(
        $"queue:{DeliveryEventsFunction.Queue}",
        "delivery event",
        $"{answer.Source} {answer.Id}",
        answer.Component is { } component ? [component.Canonical] : [],
        answer.Outcome == EventOutcome.Refused ? AuditOutcome.Refused : AuditOutcome.Succeeded,
        $"{answer.Outcome}".ToLowerInvariant(),
        cancellationToken);

    private static void Count(string outcome) =>
        PlatformMetrics.DeliveryEvents.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Outcome, outcome));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Event {Id} of {Source}: {Outcome}.")]
        public static partial void Heard(ILogger logger, string? source, string? id, EventOutcome outcome);
    }
}
