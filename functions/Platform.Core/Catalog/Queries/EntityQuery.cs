using Platform.Core.Catalog.Index;

namespace Platform.Core.Catalog.Queries;

/// <param name="Filter">Ignored, as the order and the text, when there is a cursor: it brings its own.</param>
/// <param name="Order">By these fields, then by uid; entities without a field come last.</param>
/// <param name="Limit">0 counts only.</param>
/// <param name="Offset">Left out before the first page; with a cursor it means nothing.</param>
public sealed record EntityQuery(
    EntityFilter Filter,
    IReadOnlyList<EntityOrder> Order,
    int Limit = EntityQuery.DefaultLimit,
    int Offset = 0,
    FullText? Text = null,
    EntityCursor? Cursor = null)
{
    public const int DefaultLimit = 20;

    /// <summary>A page is never longer; who asked for more goes on with its cursor.</summary>
    public const int MaxLimit = 10_000;

    /// <value>Backstage's clients may say that they don't want to know how many there are.</value>
    public bool SkipsTotal { get; init; }

    public static EntityQuery ByUid(string uid) =>
        new(new EntityFilter.In("metadata.uid", [uid.ToLowerInvariant()]), [], Limit: 1);
}

/// <param name="Field">A key of the search rows, in lower case.</param>
public sealed record EntityOrder(string Field, bool Descending = false);

/// <summary>The term is a part of the value of one of the fields; case does not count.</summary>
/// <param name="Fields">Keys of the search rows; when empty, the first field of the order, or the uid.</param>
public sealed record FullText(string Term, IReadOnlyList<string> Fields);

/// <param name="TotalItems">On all pages.</param>
public sealed record EntityPage(
    IReadOnlyList<IndexedEntity> Items, int TotalItems, EntityCursor? NextCursor, EntityCursor? PrevCursor);

/// <param name="Value">As it is written in the entity that was first to have it.</param>
public sealed record FacetValue(string Value, int Count);
