using Platform.Core.Catalog.Queries;

namespace Platform.Core.Catalog.Index;

/// <summary>Entities that a query means.</summary>
internal sealed record Matches(ulong[] Bits, int Count);

/// <summary>Finds out which entities a filter means, from the inverted lists of the keys.</summary>
internal sealed class FilterMatching(ColumnStore columns, ulong[] present)
{
    public ulong[] Of(EntityFilter filter)
    {
        switch (filter)
        {
            case EntityFilter.All all:
                var bits = all.Filters.Count == 0 ? (ulong[])present.Clone() : Of(all.Filters[0]);
                foreach (var other in all.Filters.Skip(1))
                {
                    SlotBits.And(bits, Of(other));
                }

                return bits;
            case EntityFilter.Any any:
                var either = new ulong[present.Length];
                foreach (var other in any.Filters)
                {
                    SlotBits.Or(either, Of(other));
                }

                return either;
            case EntityFilter.Not not:
                var rest = (ulong[])present.Clone();
                SlotBits.AndNot(rest, Of(not.Filter));
                return rest;
            case EntityFilter.Exists exists:
                return Union([columns.Find(exists.Key)?.Present]);
            case EntityFilter.In found:
                var column = columns.Find(found.Key);
                return Union(found.Values.Select(value => column?.Find(value)));
            case EntityFilter.HasPrefix begins:
                return Union((columns.Find(begins.Key)?.Values ?? [])
                    .Where(value => value.Lower.StartsWith(begins.Prefix, StringComparison.Ordinal)));
            default:
                return new ulong[present.Length];
        }
    }

    /// <summary>A part of the value of any of the fields.</summary>
    public ulong[] Containing(string term, IReadOnlyList<string> fields) => Union(fields
        .Select(columns.Find)
        .OfType<SearchColumn>()
        .SelectMany(column => column.Values)
        .Where(value => value.Lower.Contains(term, StringComparison.Ordinal)));

    private ulong[] Union(IEnumerable<SlotSet?> sets)
    {
        var bits = new ulong[present.Length];
        foreach (var set in sets)
        {
            set?.AddTo(bits);
        }

        return bits;
    }
}
