using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Collection;

/// <summary>What the catalog does not remember of itself: since when things are as they are.</summary>
/// <param name="Entities">By canonical reference.</param>
/// <param name="Edges">By both ends; null for those that were there at the first look.</param>
public sealed record WatchedCatalog(
    IReadOnlyDictionary<string, WatchedEntity> Entities, IReadOnlyDictionary<string, DateTimeOffset?> Edges);

/// <param name="LifecycleSince">Since then at least.</param>
public sealed record WatchedEntity(DateTimeOffset FirstSeenAt, string? Lifecycle, DateTimeOffset? LifecycleSince);

/// <summary>
/// Notes at each look what is new: entities, lifecycles and dependencies. One document for all of it, 100 bytes an entity and
/// edge, written when something is new in it. What was there at the first look has been so since its last change at least.
/// </summary>
public sealed class CatalogWatch(IDocuments<WatchedCatalog> watched) : IWorldSource
{
    private const string Id = "catalog";
    private const char Arrow = '>';

    public async Task BringAsync(WorldDraft draft, CancellationToken cancellationToken)
    {
        var noted = await watched.ChangeAsync(
            Id, known => Next(draft, known) is var next && IsSame(next, known) ? null : next, cancellationToken)
            ?? Next(draft, null);
        draft.Entities =
        [
            .. draft.Entities.Select(entity => noted.Entities.TryGetValue(entity.Canonical, out var one)
                ? entity with { FirstSeenAt = one.FirstSeenAt, LifecycleSince = one.LifecycleSince }
                : entity),
        ];
        var since = new Dictionary<(string, string), DateTimeOffset>();
        foreach (var (edge, at) in noted.Edges)
        {
            if (at is { } known && edge.Split(Arrow) is [var from, var to])
            {
                since[(from, to)] = known;
            }
        }

        draft.DependsSince = since;
    }

    private static WatchedCatalog Next(WorldDraft draft, WatchedCatalog? known)
    {
        var entities = new SortedDictionary<string, WatchedEntity>(StringComparer.Ordinal);
        var edges = new SortedDictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var entity in draft.Entities)
        {
            entities[entity.Canonical] = Next(entity, known?.Entities.GetValueOrDefault(entity.Canonical), draft.At);
            foreach (var target in entity.DependsOn.Concat(entity.ConsumesApis))
            {
                var edge = $"{entity.Canonical}{Arrow}{target.Canonical}";
                edges[edge] = known is null ? null : known.Edges.TryGetValue(edge, out var since) ? since : draft.At;
            }
        }

        return new(entities, edges);
    }

    private static WatchedEntity Next(EntityFacts entity, WatchedEntity? known, DateTimeOffset at) =>
        known is null ? new(entity.FirstSeenAt, entity.Lifecycle, entity.FirstSeenAt)
        : known.Lifecycle == entity.Lifecycle ? known
        : known with { Lifecycle = entity.Lifecycle, LifecycleSince = at };

    private static bool IsSame(WatchedCatalog next, WatchedCatalog? known) =>
        known is not null && Same(next.Entities, known.Entities) && Same(next.Edges, known.Edges);

    private static bool Same<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> other) =>
        one.Count == other.Count
        && one.All(pair => other.TryGetValue(pair.Key, out var value) && EqualityComparer<T>.Default.Equals(pair.Value, value));
}
