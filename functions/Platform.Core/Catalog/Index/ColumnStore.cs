using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// The keys that somebody asks for, each as a column over all entities. Which keys a catalog has is endless, which ones are asked
/// for is few: a column is made at its first use, kept up to date, and forgotten when others need the room.
/// </summary>
internal sealed class ColumnStore
{
    private const string Relations = "relations.";

    private readonly Dictionary<string, SearchColumn> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SearchColumn> _relations = new(StringComparer.Ordinal);

    /// <summary>Hashes of the keys that entities have or had. One that is here by chance costs an empty column.</summary>
    private readonly HashSet<int> _keys = [];

    /// <summary>Of the keys that have a column, and of a few that had one: most rows are passed over at their sight.</summary>
    private readonly HashSet<int> _hashes = [];
    private readonly Filler _filler;
    private bool _hasOthers;
    private long _uses;

    public ColumnStore()
    {
        _filler = new(_columns, _hashes, _keys);
        foreach (var key in UsualRows.Usual)
        {
            Add(key, new());
        }
    }

    public SearchColumn? Find(string key)
    {
        var column = _columns.GetValueOrDefault(key) ?? _relations.GetValueOrDefault(key);
        if (column is not null)
        {
            column.Used = Interlocked.Increment(ref _uses);
        }

        return column;
    }

    /// <summary>There is a column, or nothing to put into it.</summary>
    public bool IsReady(string key) =>
        _columns.ContainsKey(key) || _relations.ContainsKey(key)
        || (TypeOf(key) is null && !_keys.Contains(string.GetHashCode(key)));

    /// <value>Somebody has asked for relations.</value>
    public bool HasRelations => _relations.Count > 0;

    public static bool IsRelation(string key) => key.StartsWith(Relations, StringComparison.Ordinal);

    public void Add(string key, SearchColumn column)
    {
        _hashes.Add(string.GetHashCode(key));
        _hasOthers |= !IsRelation(key) && !UsualRows.Usual.Contains(key);
        (IsRelation(key) ? _relations : _columns)[key] = column;
    }

    public static void Fill(SearchColumn column, string key, IndexEntry entry, int slot, int slots) =>
        SearchRows.Read(entry.Body.Span, new OneKey(key, column, slot, slots));

    public static void FillRelations(SearchColumn column, string key, GraphNode node, int slots)
    {
        var type = TypeOf(key);
        foreach (var edge in node.Edges())
        {
            if (edge.Type == type)
            {
                column.Add(node.Slot, slots, edge.Other.Ref.Canonical, isNull: false);
            }
        }
    }

    /// <param name="rows">What was taken down of it before; enough as long as nobody asks for other keys.</param>
    public void Set(int slot, int slots, IndexEntry? entry, RowsOfEntity? rows)
    {
        foreach (var column in _columns.Values)
        {
            column.Clear(slot);
        }

        if (entry is not null && rows is { } read && !_hasOthers)
        {
            _keys.UnionWith(read.Number == 0 ? read.Rows.Keys : []);
            read.Rows.AddTo(_columns, read.Number, slot, slots);
            return;
        }

        if (entry is not null)
        {
            (_filler.Slot, _filler.Slots) = (slot, slots);
            SearchRows.Read(entry.Body.Span, _filler);
            return;
        }

        foreach (var column in _relations.Values)
        {
            column.Clear(slot);
        }
    }

    public void SetRelations(GraphNode node, int slots)
    {
        foreach (var (key, column) in _relations)
        {
            column.Clear(node.Slot);
            FillRelations(column, key, node, slots);
        }
    }

    /// <summary>Forgets what has become too big, the longest unused first.</summary>
    /// <param name="wanted">Those are kept.</param>
    public void Trim(long largest, IReadOnlyCollection<string> wanted)
    {
        foreach (var columns in new[] { _columns, _relations })
        {
            foreach (var (key, _) in columns.Where(pair => pair.Value.IsWorn).ToList())
            {
                columns.Remove(key);
            }

            var size = columns.Values.Sum(column => (long)column.Size);
            var others = columns.Where(pair => !wanted.Contains(pair.Key)).OrderBy(pair => pair.Value.Used).ToList();
            foreach (var (key, column) in others)
            {
                if (size > largest)
                {
                    size -= column.Size;
                    columns.Remove(key);
                }
            }
        }
    }

    private static string? TypeOf(string key) => IsRelation(key)
        ? RelationTypes.All.FirstOrDefault(type => key.AsSpan(Relations.Length).Equals(type, StringComparison.OrdinalIgnoreCase))
        : null;

    /// <summary>Into all columns.</summary>
    private sealed class Filler(Dictionary<string, SearchColumn> columns, HashSet<int> hashes, HashSet<int> keys) : ISearchRowSink
    {
        private readonly Dictionary<string, SearchColumn>.AlternateLookup<ReadOnlySpan<char>> _columns =
            columns.GetAlternateLookup<ReadOnlySpan<char>>();

        public int Slot { get; set; }

        public int Slots { get; set; }

        public void Add(ReadOnlySpan<char> key, ReadOnlySpan<char> value, bool isNull)
        {
            var hash = string.GetHashCode(key);
            keys.Add(hash);
            if (hashes.Contains(hash) && _columns.TryGetValue(key, out var column))
            {
                column.Add(Slot, Slots, value, isNull);
            }
        }
    }

    private sealed class OneKey(string wanted, SearchColumn column, int slot, int slots) : ISearchRowSink
    {
        public void Add(ReadOnlySpan<char> key, ReadOnlySpan<char> value, bool isNull)
        {
            if (key.SequenceEqual(wanted))
            {
                column.Add(slot, slots, value, isNull);
            }
        }
    }
}
