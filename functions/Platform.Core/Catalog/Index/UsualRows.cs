namespace Platform.Core.Catalog.Index;

/// <summary>
/// The rows of some entities under the keys that every catalog page asks for, taken down before anybody has to wait for it. For
/// one thread at a time.
/// </summary>
internal sealed class UsualRows : ISearchRowSink
{
    private static readonly string[] Names =
    [
        "kind", "metadata.name", "metadata.namespace", "metadata.tags", "spec.type", "spec.lifecycle", "spec.owner",
        "spec.system", "metadata.annotations." + EntityMarks.Orphan,
    ];

    private readonly List<Row> _rows = [];
    private readonly List<int> _ends = [];
    private char[] _text = new char[4096];
    private int _length;

    /// <summary>Hashes of all the keys that the entities have.</summary>
    public HashSet<int> Keys { get; } = [];

    public static IReadOnlyList<string> Usual => Names;

    /// <returns>The number of the entity among those that were read.</returns>
    public int Read(IndexEntry entry)
    {
        SearchRows.Read(entry.Body.Span, this);
        _ends.Add(_rows.Count);
        return _ends.Count - 1;
    }

    public void AddTo(IReadOnlyDictionary<string, SearchColumn> columns, int number, int slot, int slots)
    {
        for (var i = number == 0 ? 0 : _ends[number - 1]; i < _ends[number]; i++)
        {
            var row = _rows[i];
            if (columns.TryGetValue(Names[row.Key], out var column))
            {
                column.Add(slot, slots, _text.AsSpan(row.Start, row.Length), row.IsNull);
            }
        }
    }

    void ISearchRowSink.Add(ReadOnlySpan<char> key, ReadOnlySpan<char> value, bool isNull)
    {
        Keys.Add(string.GetHashCode(key));
        for (var i = 0; i < Names.Length; i++)
        {
            if (key.SequenceEqual(Names[i]))
            {
                _rows.Add(new(i, _length, value.Length, isNull));
                Keep(value);
                return;
            }
        }
    }

    private void Keep(ReadOnlySpan<char> value)
    {
        while (_length + value.Length > _text.Length)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        value.CopyTo(_text.AsSpan(_length));
        _length += value.Length;
    }

    private readonly record struct Row(int Key, int Start, int Length, bool IsNull);
}

/// <param name="Number">Of the entity in <paramref name="Rows"/>.</param>
internal readonly record struct RowsOfEntity(UsualRows Rows, int Number);
