using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Ledger;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// In this order: identity, event, links, marks. Whatever a crash cuts off, the repeated event writes. What is marked is marked
/// after all that it depends on is written, so a recount that read too early finds its mark made again.
/// </summary>
internal sealed class TableDeliveryEvents(EventRows rows, ComponentLinks links, ComponentMarks marks, TimeProvider clock)
    : IDeliveryEvents
{
    public async Task<RecordOutcome> RecordAsync(HeardEvent heard, CancellationToken cancellationToken)
    {
        var told = heard.Told;
        var key = MetricsKeys.Event(told.Source, told.Id);
        var outcome = await rows.IdentifyAsync(key, told, clock.GetUtcNow(), cancellationToken);
        if (outcome == RecordOutcome.IdReused)
        {
            return outcome;
        }

        var found = EventFootprint.Of(told);
        await rows.KeepAsync(key, found.Part, heard, cancellationToken);
        await links.KeepAsync(found, cancellationToken);
        foreach (var component in await TouchedAsync(found, cancellationToken))
        {
            await marks.MarkAsync(component, cancellationToken);
        }

        return outcome;
    }

    public IDeliveryHistories Read() => new TableDeliveryHistories(rows, links);

    public async Task<int> MarkAllAsync(CancellationToken cancellationToken)
    {
        var components = await links.ComponentsAsync(cancellationToken);
        await Parallel.ForEachAsync(
            components.Append(string.Empty), cancellationToken, async (one, token) => await marks.MarkAsync(one, token));
        return components.Count;
    }

    private async Task<IReadOnlyList<string>> TouchedAsync(EventFootprint found, CancellationToken cancellationToken) =>
        found.Part.Kind switch
        {
            PartKind.Component => [found.Part.Name],
            PartKind.Repository or PartKind.Artifact =>
                await links.ComponentsOfAsync(found.Repositories[0], cancellationToken),
            PartKind.Unassigned => [string.Empty],
            _ => [],
        };
}
