using Microsoft.Extensions.Logging;
using Platform.Core.Access;
using Platform.Core.Metrics.Senders;
using Platform.Core.Primitives;

namespace Platform.Functions.Metrics.Senders;

/// <summary>Works on one delivery of the queue, and notes in the audit log what came of it.</summary>
public sealed partial class DeliveryWebhooksHandler(
    DeliveryWork work, AuditTrail audit, ILogger<DeliveryWebhooksHandler> logger)
{
    /// <returns>What is wrong with the delivery.</returns>
    public async Task<IReadOnlyList<Problem>> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var delivery = DeliveryEnvelope.Parse(body.Span);
        if (!delivery.IsOk)
        {
            return delivery.Problems;
        }

        var record = await work.RunAsync(delivery.Value, cancellationToken);
        Log.Done(logger, record.Sender, record.Event, record.Id, record.Outcome, record.Reason ?? "none");
        if (record.Outcome != DeliveryOutcome.Ignored)
        {
            await audit.RecordAsync(
                $"webhook:{record.Sender}",
                "delivery webhook",
                $"{record.Event} {record.Id}".Trim(),
                [],
                record.Outcome == DeliveryOutcome.Refused ? AuditOutcome.Refused : AuditOutcome.Succeeded,
                $"{record.Outcome}".ToLowerInvariant(),
                cancellationToken);
        }

        return record.Outcome == DeliveryOutcome.Refused ? record.Problems : [];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Delivery {Id} of {Sender}, {Event}: {Outcome}, {Reason}.")]
        public static partial void Done(
            ILogger logger, string sender, string @event, string id, DeliveryOutcome outcome, string reason);
    }
}
