using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

internal sealed partial class EntityIndex
{
    /// <summary>Room for the values of a few keys of which every entity has its own.</summary>
    private const int SpellingsPerEntity = 4;

    private const int SmallestRoom = 100_000;

    private readonly HashSet<GraphNode> _touched = [];

    private long Room => Math.Max(SmallestRoom, (long)SpellingsPerEntity * Count);

    private void ApplyNow(IReadOnlyList<IndexChange> changes)
    {
        _answers.Clear();
        _touched.Clear();
        foreach (var change in changes)
        {
            if (change.Entry is not null)
            {
                Put(change.Entry, change.Declared);
            }
            else if (_graph.Find(change.Ref) is { Slot: >= 0 } node)
            {
                Remove(node);
            }
        }

        foreach (var node in _touched.Where(node => node.Slot >= 0))
        {
            _columns.SetRelations(node, _entries.Length);
            Touch(node.Slot);
        }

        _columns.Trim(Room, []);
    }

    private void Put(IndexEntry entry, IReadOnlyList<Relation> declared)
    {
        var node = _graph.Set(entry.Ref, declared, other => _touched.Add(other));
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
        _columns.Set(node.Slot, _entries.Length, entry);
    }

    private void Remove(GraphNode node)
    {
        var slot = node.Slot;
        _graph.Remove(node.Ref, other => _touched.Add(other));
        _columns.Set(slot, _entries.Length, null);
        (_entries[slot], _nodes[slot]) = (null, null);
        SlotBits.Clear(_present, slot);
        _free.Push(slot);
        Touch(slot);
        Count--;
    }

    private void Touch(int slot)
    {
        foreach (var order in _orders.Values)
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
