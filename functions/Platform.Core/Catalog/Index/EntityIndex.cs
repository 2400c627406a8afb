using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Platform.Core.Catalog.Queries;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

/// <param name="Entry">Null when the entity is gone.</param>
/// <param name="Declared">The relations that it declares.</param>
/// <param name="Rows">Of the entry, when they were read beforehand.</param>
internal readonly record struct IndexChange(
    EntityRef Ref, IndexEntry? Entry, IReadOnlyList<Relation> Declared, RowsOfEntity? Rows = null);

/// <summary>
/// Entities in memory, found by reference, by search rows and by relations. It knows no storage. Many read at once, one changes
/// it; a change of many entities is seen part by part.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "Readers may hold an index that was replaced; its lock ends with the last of them.")]
internal sealed partial class EntityIndex
{
    /// <summary>So many are changed while readers wait: a few milliseconds.</summary>
    private const int ChangesAtOnce = 100;

    private const int MostOrders = 16;
    private const int MostAnswers = 128;

    private readonly ReaderWriterLockSlim _gate = new();
    private readonly Lock _building = new();
    private readonly EntityGraph _graph;
    private readonly ColumnStore _columns = new();
    private readonly ConcurrentDictionary<string, SlotOrder> _orders = new(StringComparer.Ordinal);

    /// <summary>What was asked since the last change, and what the answer was.</summary>
    private readonly ConcurrentDictionary<string, object> _answers = new(StringComparer.Ordinal);
    private readonly Stack<int> _free = new();
    private IndexEntry?[] _entries;
    private GraphNode?[] _nodes;
    private ulong[] _present = new ulong[1];
    private int _top;
    private long _uses;

    public int Count { get; private set; }

    /// <summary>Everything, as it is at one moment.</summary>
    public IReadOnlyList<IndexEntry> Entries()
    {
        _gate.EnterReadLock();
        try
        {
            return [.. _entries.Take(_top).OfType<IndexEntry>()];
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public void Apply(IEnumerable<IndexChange> changes)
    {
        foreach (var some in changes.Chunk(ChangesAtOnce))
        {
            _gate.EnterWriteLock();
            try
            {
                ApplyNow(some);
            }
            finally
            {
                _gate.ExitWriteLock();
            }
        }
    }

    public FoundEntity? Find(EntityRef entityRef)
    {
        _gate.EnterReadLock();
        try
        {
            return _graph.Find(entityRef) is { Slot: >= 0 } node ? Found(node.Slot) : null;
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public IReadOnlyList<FoundEntity?> Find(IReadOnlyList<EntityRef> entityRefs, EntityFilter filter) => Read(
        EntityFilterKeys.Of(filter), () =>
        {
            var matches = Matching(filter, null, []);
            return entityRefs.Select(entityRef =>
                _graph.Find(entityRef) is { Slot: >= 0 } node && SlotBits.Has(matches.Bits, node.Slot)
                    ? Found(node.Slot) : (FoundEntity?)null).ToList();
        });

    public EntityGraphView? Graph(EntityRef root, GraphQuery query)
    {
        _gate.EnterReadLock();
        try
        {
            return _graph.Look(root, query);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public FoundPage Query(EntityQuery query)
    {
        var (filter, order, text) = query.Cursor is { } cursor
            ? (cursor.Filter, cursor.Order, cursor.Text)
            : (query.Filter, query.Order, query.Text);
        // As in Backstage: what is ordered by is looked through, when nothing else is named.
        IReadOnlyList<string> fields = text is null ? []
            : text.Fields.Count > 0 ? text.Fields
            : [order.Count > 0 ? order[0].Field : "metadata.uid"];
        return Read([.. EntityFilterKeys.Of(filter), .. order.Select(field => field.Field), .. fields], () =>
        {
            var matches = Matching(filter, text, fields);
            var comparison = new SlotComparison(order, [.. order.Select(field => _columns.Find(field.Field))], _entries);
            return FoundPage.Of(query, OrderOf(order).Sorted(comparison, _entries, Count), matches, comparison, Found);
        });
    }

    public IReadOnlyList<FacetValue> Facet(string key, EntityFilter filter) => Read(
        [key, .. EntityFilterKeys.Of(filter)], () => (IReadOnlyList<FacetValue>)Answer(
            $"facet\n{key}\n{EntityFilterJson.Text(filter)}", () =>
            {
                var column = _columns.Find(key);
                var counts = column is null ? []
                    : filter is EntityFilter.All { Filters.Count: 0 } ? column.Counts()
                    : column.Counts(Matching(filter, null, []).Bits);
                FacetValue[] values = [.. counts.Select(count => new FacetValue(count.Text, count.Count))];
                Array.Sort(values, static (one, other) => one.Count != other.Count
                    ? other.Count.CompareTo(one.Count)
                    : string.CompareOrdinal(one.Value, other.Value));
                return values;
            }));

    private SlotOrder OrderOf(IReadOnlyList<EntityOrder> fields)
    {
        var name = string.Join('\n', fields.Select(field => $"{(field.Descending ? '-' : '+')}{field.Field}"));
        var order = _orders.GetOrAdd(name, static _ => new());
        order.Used = Interlocked.Increment(ref _uses);
        while (_orders.Count > MostOrders)
        {
            _orders.TryRemove(_orders.MinBy(pair => pair.Value.Used));
        }

        return order;
    }

    private Matches Matching(EntityFilter filter, FullText? text, IReadOnlyList<string> fields) =>
        (Matches)Answer($"{EntityFilterJson.Text(filter)}\n{text?.Term}\n{string.Join('\n', fields)}", () =>
        {
            var matching = new FilterMatching(_columns, _present);
            var bits = matching.Of(filter);
            if (text is not null)
            {
                SlotBits.And(bits, matching.Containing(text.Term, fields));
            }

            return new Matches(bits, SlotBits.Count(bits));
        });

    /// <summary>Only while a lock is held, so that no change comes between.</summary>
    private object Answer(string question, Func<object> find)
    {
        if (_answers.TryGetValue(question, out var known))
        {
            return known;
        }

        if (_answers.Count >= MostAnswers)
        {
            _answers.Clear();
        }

        return _answers.GetOrAdd(question, find());
    }

    private FoundEntity Found(int slot) => new(_entries[slot]!, _nodes[slot]!.Sorted());

    /// <summary>Reads when all the keys are ready, and sees to it that they are.</summary>
    private T Read<T>(IReadOnlyCollection<string> keys, Func<T> read)
    {
        if (TryRead(keys, read, out var result))
        {
            return result;
        }

        lock (_building)
        {
            while (!TryRead(keys, read, out result))
            {
                foreach (var key in keys.Where(key => !_columns.IsReady(key)).Distinct().ToList())
                {
                    Build(key, keys);
                }
            }
        }

        return result;
    }

    private bool TryRead<T>(IReadOnlyCollection<string> keys, Func<T> read, [MaybeNullWhen(false)] out T result)
    {
        _gate.EnterReadLock();
        try
        {
            var isReady = keys.All(_columns.IsReady);
            result = isReady ? read() : default;
            return isReady;
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }
}
