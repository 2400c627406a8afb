using Platform.Core.Catalog.Index;

namespace Platform.Core.Drift.Rules;

/// <summary>The search rows of one entity, for filters that are matched outside the catalog's index.</summary>
internal sealed class EntityRows : ISearchRowSink
{
    private readonly Dictionary<string, List<string>> _rows = new(StringComparer.Ordinal);

    public static EntityRows Read(ReadOnlySpan<byte> body)
    {
        var rows = new EntityRows();
        SearchRows.Read(body, rows);
        return rows;
    }

    /// <returns>Null when the key is not there.</returns>
    public IReadOnlyList<string>? Of(string key) => _rows.GetValueOrDefault(key);

    public void Add(ReadOnlySpan<char> key, ReadOnlySpan<char> value, bool isNull)
    {
        var name = key.ToString();
        if (!_rows.TryGetValue(name, out var values))
        {
            _rows.Add(name, values = []);
        }

        if (!isNull)
        {
            values.Add(value.ToString().ToLowerInvariant());
        }
    }
}
