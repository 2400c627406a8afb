using Platform.Core.Catalog.Queries;

namespace Platform.Core.Catalog.Index;

/// <summary>What entities are compared by: the values of fields, those without one last, then the uid.</summary>
internal sealed class SlotComparison(IReadOnlyList<EntityOrder> order, SearchColumn?[] columns, IndexEntry?[] entries)
    : IComparer<int>
{
    public int Compare(int x, int y)
    {
        for (var field = 0; field < columns.Length; field++)
        {
            var compared = Compare(columns[field]?.OrderKey(x), columns[field]?.OrderKey(y), order[field].Descending);
            if (compared != 0)
            {
                return compared;
            }
        }

        return CompareIds(x, entries[y]!.UidOrder, entries[y]!.Ref.Canonical);
    }

    /// <summary>Where the entity stands beside the place that a cursor names.</summary>
    public int Compare(int slot, EntityCursor cursor, UInt128 cursorUid)
    {
        for (var field = 0; field < columns.Length; field++)
        {
            var compared = Compare(columns[field]?.OrderKey(slot), cursor.Values[field], order[field].Descending);
            if (compared != 0)
            {
                return compared;
            }
        }

        return CompareIds(slot, cursorUid, cursor.Ref.Canonical);
    }

    public string?[] ValuesOf(int slot) => Array.ConvertAll(columns, column => column?.OrderKey(slot));

    private int CompareIds(int slot, UInt128 uid, string canonical)
    {
        var compared = entries[slot]!.UidOrder.CompareTo(uid);
        compared = compared != 0 ? compared : string.CompareOrdinal(entries[slot]!.Ref.Canonical, canonical);
        return order is [{ Descending: true }, ..] ? -compared : compared;
    }

    private static int Compare(string? left, string? right, bool descending) =>
        (left, right) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => descending ? string.CompareOrdinal(right, left) : string.CompareOrdinal(left, right),
        };
}

/// <summary>
/// All entities in one order. Told which have changed, it puts those into their new places the next time it is asked, so that a
/// page costs no sorting.
/// </summary>
internal sealed class SlotOrder
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _touched = [];
    private int[]? _sorted;

    /// <value>When it was used last; others are forgotten first.</value>
    public long Used { get; set; }

    /// <summary>While nobody reads.</summary>
    public void Touch(int slot) => _touched.Add(slot);

    /// <summary>While nothing changes.</summary>
    public int[] Sorted(SlotComparison comparison, IndexEntry?[] entries, int count)
    {
        lock (_lock)
        {
            if (_sorted is null || _touched.Count > count / 8)
            {
                _sorted = [.. Enumerable.Range(0, entries.Length).Where(slot => entries[slot] is not null)];
                Array.Sort(_sorted, comparison);
            }
            else if (_touched.Count > 0)
            {
                _sorted = Merged(_sorted, comparison, entries, count);
            }

            _touched.Clear();
            return _sorted;
        }
    }

    private int[] Merged(int[] sorted, SlotComparison comparison, IndexEntry?[] entries, int count)
    {
        var touched = new ulong[SlotBits.Words(entries.Length)];
        foreach (var slot in _touched)
        {
            SlotBits.Set(ref touched, slot);
        }

        var kept = Array.FindAll(sorted, slot => !SlotBits.Has(touched, slot));
        int[] moved = [.. _touched.Where(slot => entries[slot] is not null)];
        Array.Sort(moved, comparison);
        var merged = new int[count];
        var (from, to) = (0, 0);
        foreach (var slot in moved)
        {
            // No two entities are equal, so that the place is always between two.
            var next = ~Array.BinarySearch(kept, from, kept.Length - from, slot, comparison);
            kept.AsSpan(from, next - from).CopyTo(merged.AsSpan(to));
            to += next - from;
            merged[to++] = slot;
            from = next;
        }

        kept.AsSpan(from).CopyTo(merged.AsSpan(to));
        return merged;
    }
}
