using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Keeping;

public enum EventOutcome
{
    Recorded,

    /// <summary>The same event came before; nothing changed.</summary>
    Repeated,

    Refused,
}

/// <summary>What became of one event.</summary>
/// <param name="Path">Where it stands in its batch; empty for one that stood alone.</param>
public sealed record EventAnswer(string Path, string? Source, string? Id, EventOutcome Outcome, IReadOnlyList<Problem> Problems)
{
    /// <value>What it is about, as far as it says.</value>
    public EntityRef? Component { get; init; }
}

/// <summary>The one way in for events, whoever brings them.</summary>
public sealed class EventIntake(IDeliveryEvents events, IEnumerable<IDeliveryListener> listeners)
{
    public const string IdReused = "event-id-reused";

    private const int AtOnce = 16;

    /// <returns>In the order of the items.</returns>
    public async Task<IReadOnlyList<EventAnswer>> TakeAsync(IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        var answers = new EventAnswer[items.Count];

        // One identity at a time: of two events with the same one, the first in the batch stands.
        var groups = items.Select((item, place) => (item, place)).GroupBy(one => one.item.Event.IsOk
            ? (one.item.Event.Value.Told.Source, one.item.Event.Value.Told.Id)
            : ($"{one.place}", string.Empty));
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(groups, limits, async (group, token) =>
        {
            foreach (var (item, place) in group)
            {
                answers[place] = await TakeAsync(item, token);
            }
        });
        return answers;
    }

    private async Task<EventAnswer> TakeAsync(BatchItem item, CancellationToken cancellationToken)
    {
        if (!item.Event.IsOk)
        {
            return new(item.Path, null, null, EventOutcome.Refused, item.Event.Problems);
        }

        var heard = AnonymousViews.Without(item.Event.Value);
        var told = heard.Told;
        var answer = new EventAnswer(item.Path, told.Source, told.Id, EventOutcome.Recorded, [])
        {
            Component = EventFootprint.Of(told).Component,
        };
        var outcome = await events.RecordAsync(heard, cancellationToken);

        // Also of a repeated event: the first attempt may have ended between the event and its listeners.
        foreach (var listener in outcome is RecordOutcome.Recorded or RecordOutcome.Repeated ? listeners : [])
        {
            await listener.OnHeardAsync(heard, cancellationToken);
        }

        return outcome switch
        {
            RecordOutcome.Recorded => answer,
            RecordOutcome.Repeated => answer with { Outcome = EventOutcome.Repeated },
            _ => answer with { Outcome = EventOutcome.Refused, Problems = [Reused(item.Path, told)] },
        };
    }

    private static Problem Reused(string path, DeliveryEvent told) => new(
        IdReused,
        $"Another event came under the source '{told.Source}' and the id '{told.Id}', and the first one stands.",
        path.Length == 0 ? "id" : $"{path}.id",
        told.Id,
        "an id that its source uses once");
}
