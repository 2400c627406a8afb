using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Observability;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Metrics.Senders;

/// <summary>Translates deliveries and takes their events in; may be repeated at any point.</summary>
public sealed class DeliveryWork(
    IEnumerable<IDeliveryTranslator> translators,
    IDeliveryArchive archive,
    IDeliveryRecords records,
    IUnattributedDeliveries waiting,
    IComponentKeys keys,
    EventIntake intake,
    IEnumerable<IDeferredDeliveries> others,
    IQueueSender queues,
    TimeProvider clock)
{
    public const string SenderUnknown = "sender-unknown";
    public const string BodyMissing = "delivery-body-missing";
    public const string StillIncomplete = "delivery-incomplete";

    /// <summary>Payloads nest less than this; events' own limit is for what strangers send.</summary>
    private const int MaxDepth = 64;

    private const int MostLooks = 2;

    private readonly Dictionary<string, IDeliveryTranslator> _translators =
        translators.ToDictionary(translator => translator.Sender, StringComparer.Ordinal);

    /// <returns>What is wrong with the delivery; its events that are right are taken all the same.</returns>
    public async Task<DeliveryRecord> RunAsync(DeliveryEnvelope delivery, CancellationToken cancellationToken)
    {
        var translation = await TranslateAsync(delivery, cancellationToken);
        var record = translation switch
        {
            Translation.Told told => await TakeAsync(delivery, told, cancellationToken),
            Translation.Ignored ignored => Record(delivery, DeliveryOutcome.Ignored, ignored.Reason),
            Translation.Refused refused => Refused(delivery, refused.Problems),
            _ => throw new InvalidOperationException($"{translation.GetType().Name} is no translation."),
        };
        await records.RecordAsync(record, cancellationToken);
        Count(record);
        return record;
    }

    /// <summary>
    /// Takes what was read, not sent: nothing is put away or recorded, but for what waits for the catalog. What is incomplete is
    /// the caller's to repeat.
    /// </summary>
    public async Task<DeliveryRecord> TellAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Payload.ToJsonString(PlatformJson.Options));
        var key = DeliveryEnvelope.KeyOf(delivery.Sender, delivery.Id, body);
        var envelope = new DeliveryEnvelope(
            key, delivery.Sender, delivery.Id, delivery.Event, delivery.ReceivedAt, string.Empty, delivery.Hints);
        var translation = await _translators[delivery.Sender].TranslateAsync(delivery, cancellationToken);
        if (translation is Translation.Told { Unattributed.Count: > 0 })
        {
            envelope = envelope with { Body = await archive.KeepAsync(delivery.ReceivedAt, body, cancellationToken) };
        }

        return translation switch
        {
            Translation.Told { Incomplete: { } missing } => Record(envelope, DeliveryOutcome.Incomplete, StillIncomplete) with
            {
                Problems = [new(StillIncomplete, missing)],
            },
            Translation.Told told => await TakeAsync(envelope, told, cancellationToken),
            Translation.Ignored ignored => Record(envelope, DeliveryOutcome.Ignored, ignored.Reason),
            Translation.Refused refused => Refused(envelope, refused.Problems),
            _ => throw new InvalidOperationException($"{translation.GetType().Name} is no translation."),
        };
    }

    private async Task<Translation> TranslateAsync(DeliveryEnvelope delivery, CancellationToken cancellationToken)
    {
        if (!_translators.TryGetValue(delivery.Sender, out var translator))
        {
            return new Translation.Refused(
                [new(SenderUnknown, $"Nobody translates what {delivery.Sender} sends.", "sender", delivery.Sender)]);
        }

        if (await archive.FindAsync(delivery.Body, cancellationToken) is not { } body)
        {
            return new Translation.Refused(
                [new(BodyMissing, "The body of the delivery is not in the archive any more.", "body", delivery.Body)]);
        }

        var payload = MessageJson.Open(body.Span, MaxDepth, $"a delivery of {delivery.Sender}");
        if (!payload.IsOk)
        {
            return new Translation.Refused(payload.Problems);
        }

        var told = new SenderDelivery(
            delivery.Sender, delivery.Id, delivery.Event, payload.Value, delivery.ReceivedAt, delivery.Hints);
        foreach (var other in others.Where(_ => told.Hints.ContainsKey(IDeferredDeliveries.Hint))
            .Where(other => other.Sender == told.Sender))
        {
            await other.TellAsync(told, cancellationToken);
        }

        return await translator.TranslateAsync(told, cancellationToken);
    }

    private async Task<DeliveryRecord> TakeAsync(
        DeliveryEnvelope delivery, Translation.Told told, CancellationToken cancellationToken)
    {
        var answers = await intake.TakeAsync(
            [.. told.Events.Select((one, place) => EventBatch.Of(place, Stamped(one, delivery)))], cancellationToken);
        var record = Record(delivery, DeliveryOutcome.Told) with
        {
            Events = [.. answers.Where(answer => answer.Id is not null).Select(answer => $"{answer.Source} {answer.Id}")],
            Added = answers.Count(answer => answer.Outcome == EventOutcome.Recorded),
            Unattributed = [.. told.Unattributed.Select(key => $"{key.Annotation}={key.Value}")],
        };

        // Of what was told before in other words, the first word stands: nothing is wrong with the delivery.
        Problem[] problems =
        [
            .. answers.Where(answer => answer.Outcome == EventOutcome.Refused).SelectMany(answer => answer.Problems)
                .Where(problem => problem.Code != EventIntake.IdReused),
        ];
        if (problems.Length > 0)
        {
            return record with { Outcome = DeliveryOutcome.Refused, Reason = problems[0].Code, Problems = problems };
        }

        foreach (var key in told.Unattributed)
        {
            await WaitAsync(key, delivery, cancellationToken);
        }

        return told.Incomplete is { } missing ? await AgainAsync(delivery, record, missing, cancellationToken) : record;
    }

    private async Task WaitAsync(ComponentKey key, DeliveryEnvelope delivery, CancellationToken cancellationToken)
    {
        await waiting.AddAsync(key, delivery, cancellationToken);

        // The catalog may have learned it between the translation and the line above, and looked for who waits before it. When it
        // knows the key and the delivery is still nobody's, looking again and again would not help.
        if (delivery.Looks < MostLooks && (await keys.FindAsync(key, cancellationToken)).Count > 0)
        {
            await (delivery with { Looks = delivery.Looks + 1 }).SendAsync(queues, cancellationToken);
            await waiting.RemoveAsync(key, delivery, cancellationToken);
        }
    }

    private async Task<DeliveryRecord> AgainAsync(
        DeliveryEnvelope delivery, DeliveryRecord record, string missing, CancellationToken cancellationToken)
    {
        Problem[] problems = [new(StillIncomplete, missing, "body", delivery.Body)];
        if (DeliveryPatience.After(delivery.Attempt) is not { } delay)
        {
            return record with { Outcome = DeliveryOutcome.Refused, Reason = StillIncomplete, Problems = problems };
        }

        await (delivery with { Attempt = delivery.Attempt + 1 }).SendAsync(queues, delay, cancellationToken);
        return record with { Outcome = DeliveryOutcome.Incomplete, Reason = StillIncomplete, Problems = problems };
    }

    private static JsonObject Stamped(JsonObject message, DeliveryEnvelope delivery)
    {
        message["receivedtime"] ??= CdEvent.Text(delivery.ReceivedAt);
        return message;
    }

    private DeliveryRecord Refused(DeliveryEnvelope delivery, IReadOnlyList<Problem> problems) =>
        Record(delivery, DeliveryOutcome.Refused, problems[0].Code) with { Problems = problems };

    private DeliveryRecord Record(DeliveryEnvelope delivery, DeliveryOutcome outcome, string? reason = null) => new(
        delivery.Key, delivery.Sender, delivery.Id, delivery.Event, delivery.ReceivedAt, clock.GetUtcNow(), outcome, reason,
        [], 0, [], [], delivery.Body);

    private static void Count(DeliveryRecord record) => PlatformMetrics.SenderDeliveries.Add(
        1,
        new(TelemetryTags.Sender, record.Sender),
        new(TelemetryTags.Outcome, $"{record.Outcome}".ToLowerInvariant()),
        new(TelemetryTags.Code, record.Reason ?? string.Empty));
}
