using Platform.Core.Catalog;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog;

/// <param name="Entities">What the call was about.</param>
public sealed record RemovalAnswer(IReadOnlyList<EntityRef> Entities);

/// <summary>Shows removals, and has them done, dropped or undone.</summary>
public sealed class RemovalHandler(IRemovals removals)
{
    /// <summary>The latest ones; older ones can be undone too, by their names.</summary>
    private const int Shown = 500;

    public async Task<IReadOnlyList<RemovedEntity>> ListAsync(CancellationToken cancellationToken)
    {
        var latest = new PriorityQueue<RemovedEntity, DateTimeOffset>();
        await foreach (var removed in removals.ListRemovedAsync(cancellationToken))
        {
            latest.Enqueue(removed, removed.At);
            if (latest.Count > Shown)
            {
                latest.Dequeue();
            }
        }

        return [.. latest.UnorderedItems.Select(item => item.Element)
            .OrderByDescending(removed => removed.At).ThenBy(removed => removed.Ref.Canonical, StringComparer.Ordinal)];
    }

    public Task<IReadOnlyList<HeldRemoval>> ListHeldAsync(CancellationToken cancellationToken) =>
        removals.ListHeldAsync(cancellationToken);

    public async Task<Result<RemovalAnswer>> ConfirmAsync(string id, string by, CancellationToken cancellationToken) =>
        ToAnswer(await removals.ConfirmAsync(id, by, cancellationToken));

    public async Task<Result<RemovalAnswer>> DiscardAsync(string id, string by, CancellationToken cancellationToken) =>
        ToAnswer(await removals.DiscardAsync(id, by, cancellationToken));

    public async Task<Result<RemovalAnswer>> UndoAsync(
        string kind, string @namespace, string name, string by, CancellationToken cancellationToken)
    {
        var undone = await removals.UndoAsync(EntityRef.Create(kind, @namespace, name), by, cancellationToken);
        return undone.IsOk ? new RemovalAnswer([undone.Value.Ref]) : Result<RemovalAnswer>.Failed(undone.Problems);
    }

    private static Result<RemovalAnswer> ToAnswer(Result<IReadOnlyList<EntityRef>> outcome) =>
        outcome.IsOk ? new RemovalAnswer(outcome.Value) : Result<RemovalAnswer>.Failed(outcome.Problems);
}
