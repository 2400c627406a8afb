using Platform.Core.Catalog.Queries;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

/// <summary>An entity and its relations at one moment.</summary>
internal readonly record struct FoundEntity(IndexEntry Entry, GraphEdge[] Relations);

/// <summary>A page of entities, and the places before and after it.</summary>
internal sealed record FoundPage(
    IReadOnlyList<FoundEntity> Items, int TotalItems, EntityCursor? NextCursor, EntityCursor? PrevCursor)
{
    /// <param name="sorted">All entities in the query's order.</param>
    /// <param name="matches">Those that the query means.</param>
    public static FoundPage Of(
        EntityQuery query, int[] sorted, Matches matches, SlotComparison comparison, Func<int, FoundEntity> found)
    {
        var slots = query.Limit == 0 ? []
            : query.Cursor is { IsPrevious: true } cursor
                ? Backwards(query.Limit, sorted, matches, Place(sorted, comparison, cursor))
            : Forwards(query, sorted, matches, query.Cursor is null ? 0 : Place(sorted, comparison, query.Cursor));
        var items = slots.ConvertAll(place => found(sorted[place]));
        var isFirst = query.Cursor is null && query.Offset == 0;
        var hasNext = slots.Count > 0
            && (isFirst ? slots.Count < matches.Count : Any(sorted, matches, slots[^1] + 1, 1));
        var hasPrevious = slots.Count > 0 && !isFirst && Any(sorted, matches, slots[0] - 1, -1);
        return new(
            items,
            matches.Count,
            hasNext ? Cursor(query, items[^1], sorted[slots[^1]], comparison, isPrevious: false) : null,
            hasPrevious ? Cursor(query, items[0], sorted[slots[0]], comparison, isPrevious: true) : null);
    }

    private static List<int> Forwards(EntityQuery query, int[] sorted, Matches matches, int from)
    {
        var found = new List<int>();
        var left = query.Cursor is null ? query.Offset : 0;
        var most = Math.Min(query.Limit, matches.Count);
        for (var place = from; place < sorted.Length && found.Count < most; place++)
        {
            if (SlotBits.Has(matches.Bits, sorted[place]) && left-- <= 0)
            {
                found.Add(place);
            }
        }

        return found;
    }

    private static List<int> Backwards(int limit, int[] sorted, Matches matches, int before)
    {
        var found = new List<int>();
        for (var place = before - 1; place >= 0 && found.Count < limit; place--)
        {
            if (SlotBits.Has(matches.Bits, sorted[place]))
            {
                found.Add(place);
            }
        }

        found.Reverse();
        return found;
    }

    private static bool Any(int[] sorted, Matches matches, int place, int step)
    {
        for (; place >= 0 && place < sorted.Length; place += step)
        {
            if (SlotBits.Has(matches.Bits, sorted[place]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The first entity that comes after the cursor's neighbour; for a page before it, the neighbour's own place.
    /// </summary>
    private static int Place(int[] sorted, SlotComparison comparison, EntityCursor cursor)
    {
        var uid = IndexEntry.OrderOf(cursor.Uid);
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var compared = comparison.Compare(sorted[middle], cursor, uid);
            if (compared < 0 || (compared == 0 && !cursor.IsPrevious))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static EntityCursor Cursor(
        EntityQuery query, FoundEntity neighbour, int slot, SlotComparison comparison, bool isPrevious)
    {
        var (filter, order, text) = query.Cursor is { } given
            ? (given.Filter, given.Order, given.Text)
            : (query.Filter, query.Order, query.Text);
        return new(filter, order, text, comparison.ValuesOf(slot), neighbour.Entry.Uid, neighbour.Entry.Ref, isPrevious);
    }
}
