using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

internal sealed partial class EntityIndex
{
    /// <summary>Room for the values of a few keys of which every entity has its own.</summary>
    private const int SpellingsPerEntity = 4;

    private const int SmallestRoom = 100_000;

    private readonly HashSet<GraphNode> _touched = [];
    private readonly Action<GraphNode> _touch;

    private static readonly Action<GraphNode> NoMatter = static _ => { };

    /// <param name="size">How many entities will come at least.</param>
    public EntityIndex(int size = 64)
    {
        _graph = new(size);
        _entries = new IndexEntry?[Math.Max(size, 64)];
        _nodes = new GraphNode?[_entries.Length];
        _touch = node => _touched.Add(node);
    }

    private long Room => Math.Max(SmallestRoom, (long)SpellingsPerEntity * Count);

    private void ApplyNow(IReadOnlyList<IndexChange> changes)
    {
        _answers.Clear();
        _touched.Clear();
        var touch = _orders.IsEmpty && !_columns.HasRelations ? NoMatter : _touch;
        foreach (var change in changes)
        {
            if (change.Entry is not null)
            {
                Put(change.Entry, change, touch);
            }
            else if (_graph.Find(change.Ref) is { Slot: >= 0 } node)
            {
                Remove(node, touch);
            }
        }

        var orders = _orders.Values;
        foreach (var node in _touched.Where(node => node.Slot >= 0))
        {
            _columns.SetRelations(node, _entries.Length);
            Touch(orders, node.Slot);
        }

        _columns.Trim(Room, []);
    }

    private void Put(IndexEntry entry, IndexChange change, Action<GraphNode> touch)
    {
        var node = _graph.Set(entry.Ref, change.Declared, touch);
        if (node.Slot < 0)
        {
            node.Slot = _free.TryPop(out var free) ? free : _top++;
            Count++;
            if (node.Slot >= _entries.Length)
            {
                Array.Resize(ref _entries, _entries.Length * 2);
                Array.Resize(ref _nodes, _entries.Length);
            }

            SlotBits.Set(ref _present, node.Slot);
        }

        (_entries[node.Slot], _nodes[node.Slot]) = (entry, node);
        _columns.Set(node.Slot, _entries.Length, entry, change.Rows);
    }

    private void Remove(GraphNode node, Action<GraphNode> touch)
    {
        var slot = node.Slot;
        _graph.Remove(node.Ref, touch);
        _columns.Set(slot, _entries.Length, null, null);
        (_entries[slot], _nodes[slot]) = (null, null);
        SlotBits.Clear(_present, slot);
        _free.Push(slot);
        Touch(_orders.Values, slot);
        Count--;
    }

    private static void Touch(ICollection<SlotOrder> orders, int slot)
    {
        foreach (var order in orders)
        {
            order.Touch(slot);
        }
    }

    /// <summary>
    /// Makes the column of a key. That reads every entity, so it happens beside the readers; what changes meanwhile is read
    /// again.
    /// </summary>
    private void Build(string key, IReadOnlyCollection<string> wanted)
    {
        var column = new SearchColumn();
        var isRelation = ColumnStore.IsRelation(key);
        IndexEntry?[] seen = isRelation ? [] : Copy();
        for (var slot = 0; slot < seen.Length; slot++)
        {
            if (seen[slot] is { } entry)
            {
                ColumnStore.Fill(column, key, entry, slot, seen.Length);
            }
        }

        _gate.EnterWriteLock();
        try
        {
            for (var slot = 0; slot < _top; slot++)
            {
                if (isRelation && _nodes[slot] is { } node)
                {
                    ColumnStore.FillRelations(column, key, node, _entries.Length);
                }
                else if (!isRelation && (slot >= seen.Length || seen[slot] != _entries[slot]))
                {
                    column.Clear(slot);
                    if (_entries[slot] is { } changed)
                    {
                        ColumnStore.Fill(column, key, changed, slot, _entries.Length);
                    }
                }
            }

            _columns.Add(key, column);
            _columns.Trim(Room, wanted);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    private IndexEntry?[] Copy()
    {
        _gate.EnterReadLock();
        try
        {
            return _entries.AsSpan(0, _top).ToArray();
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }
}
