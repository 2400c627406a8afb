using Microsoft.Extensions.Logging;
using Platform.Core.Access;
using Platform.Core.Metrics;
using Platform.Core.Observability;
using Platform.Core.Primitives;

namespace Platform.Functions.Metrics;

/// <summary>Keeps the fact that an event tells; the counts follow with the next rollup.</summary>
public sealed partial class DeliveryEventsHandler(
    IDeploymentStore store, AuditTrail audit, ILogger<DeliveryEventsHandler> logger)
{
    public const string IdReused = "event-id-reused";

    /// <returns>What is wrong with the event.</returns>
    public async Task<IReadOnlyList<Problem>> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var fact = DeploymentEvent.Parse(body.Span);
        if (!fact.IsOk)
        {
            Count("rejected");
            return fact.Problems;
        }

        var outcome = await store.RecordAsync(fact.Value, cancellationToken);
        Count(outcome switch
        {
            RecordOutcome.Recorded => "recorded",
            RecordOutcome.Repeated => "repeated",
            _ => "id_reused",
        });
        Log.Heard(logger, fact.Value.Component.Canonical, fact.Value.Day, outcome);
        await AuditAsync(fact.Value, outcome, cancellationToken);
        return outcome == RecordOutcome.IdReused ? [Reused(fact.Value)] : [];
    }

    /// <summary>Also of a repeated event: the first attempt may have ended between the fact and its entry.</summary>
    private Task AuditAsync(DeploymentFact fact, RecordOutcome outcome, CancellationToken cancellationToken) => audit.RecordAsync(
        $"queue:{DeliveryEventsFunction.Queue}",
        "delivery event",
        $"{fact.Source} {fact.Id}",
        [fact.Component.Canonical],
        outcome == RecordOutcome.IdReused ? AuditOutcome.Refused : AuditOutcome.Succeeded,
        $"{outcome}".ToLowerInvariant(),
        cancellationToken);

    private static void Count(string outcome) =>
        PlatformMetrics.DeliveryEvents.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Outcome, outcome));

    private static Problem Reused(DeploymentFact fact) => new(
        IdReused,
        $"Another event came under the source '{fact.Source}' and the id '{fact.Id}', and the first one stands.",
        "id",
        fact.Id,
        "an id that its source uses once");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Deployment of {Component} on {Day}: {Outcome}.")]
        public static partial void Heard(ILogger logger, string component, DateOnly day, RecordOutcome outcome);
    }
}
