using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Queries;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Tests.Catalog.Index;

/// <summary>The catalog the slow way: a list of trees that every question goes through from one end to the other.</summary>
internal sealed class NaiveCatalog
{
    private static readonly string[] Special =
        ["attachments", "relations", "status", "metadata.name", "metadata.namespace", "metadata.uid", "metadata.etag"];

    private readonly Dictionary<EntityRef, JsonObject> _entities = [];

    /// <summary>Found out once between two changes.</summary>
    private readonly Dictionary<EntityRef, List<(string Key, string? Value, string? Original)>> _rows = [];

    public IReadOnlyCollection<EntityRef> Refs => _entities.Keys;

    public JsonObject this[EntityRef entityRef] => _entities[entityRef];

    public void Put(EntityRef entityRef, JsonObject body)
    {
        _rows.Clear();
        _entities[entityRef] = body;
    }

    public void Remove(EntityRef entityRef)
    {
        _rows.Clear();
        _entities.Remove(entityRef);
    }

    public List<EntityRef> Ordered(EntityFilter filter, IReadOnlyList<EntityOrder> order, FullText? text)
    {
        var found = Matching(filter).Where(entityRef => text is null || HasText(entityRef, text, order)).ToList();
        found.Sort((left, right) => Compare(left, right, order));
        return found;
    }

    public List<(string, int)> Facet(string key, EntityFilter filter) =>
    [
        .. Matching(filter)
            .SelectMany(entityRef => Rows(entityRef).Where(row => row.Key == key && row.Value is not null))
            .GroupBy(row => row.Original!)
            .Select(group => (group.Key, group.Count()))
            .OrderByDescending(value => value.Item2).ThenBy(value => value.Key, StringComparer.Ordinal),
    ];

    /// <summary>From both ends, each once.</summary>
    public List<string> RelationsOf(EntityRef entityRef) =>
    [
        .. _entities
            .SelectMany(pair => EntityRelations.Of(pair.Key, pair.Value).Outgoing)
            .SelectMany(relation => new[] { relation, relation.Inverse() })
            .Where(relation => relation.Source.Equals(entityRef))
            .Distinct()
            .OrderBy(relation => relation.Type, StringComparer.Ordinal)
            .ThenBy(relation => relation.Target.Canonical, StringComparer.Ordinal)
            .Select(relation => $"{relation.Type} {relation.Target.Canonical}"),
    ];

    private IEnumerable<EntityRef> Matching(EntityFilter filter) => _entities.Keys.Where(entityRef => Matches(entityRef, filter));

    private bool Matches(EntityRef entityRef, EntityFilter filter) => filter switch
    {
        EntityFilter.All all => all.Filters.All(one => Matches(entityRef, one)),
        EntityFilter.Any any => any.Filters.Any(one => Matches(entityRef, one)),
        EntityFilter.Not not => !Matches(entityRef, not.Filter),
        EntityFilter.Exists exists => Rows(entityRef).Any(row => row.Key == exists.Key),
        EntityFilter.In found => Rows(entityRef).Any(row =>
            row.Key == found.Key && row.Value is { } value && found.Values.Contains(value)),
        EntityFilter.HasPrefix begins => Rows(entityRef).Any(row =>
            row.Key == begins.Key && row.Value?.StartsWith(begins.Prefix, StringComparison.Ordinal) == true),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private bool HasText(EntityRef entityRef, FullText text, IReadOnlyList<EntityOrder> order)
    {
        IReadOnlyList<string> fields = text.Fields.Count > 0 ? text.Fields : [order.Count > 0 ? order[0].Field : "metadata.uid"];
        return Rows(entityRef).Any(row =>
            fields.Contains(row.Key) && row.Value?.Contains(text.Term, StringComparison.Ordinal) == true);
    }

    private int Compare(EntityRef left, EntityRef right, IReadOnlyList<EntityOrder> order)
    {
        foreach (var field in order)
        {
            var (a, b) = (OrderValue(left, field.Field), OrderValue(right, field.Field));
            if (a is null != b is null)
            {
                return a is null ? 1 : -1;
            }

            var compared = string.CompareOrdinal(a, b) * (field.Descending ? -1 : 1);
            if (compared != 0)
            {
                return compared;
            }
        }

        return string.CompareOrdinal(Uid(left), Uid(right)) * (order.Count > 0 && order[0].Descending ? -1 : 1);
    }

    private string? OrderValue(EntityRef entityRef, string key) =>
        Rows(entityRef).Where(row => row.Key == key).Select(row => row.Value).OfType<string>().Min(StringComparer.Ordinal);

    private string Uid(EntityRef entityRef) => _entities[entityRef]["metadata"]!["uid"]!.GetValue<string>();

    private List<(string Key, string? Value, string? Original)> Rows(EntityRef entityRef)
    {
        if (!_rows.TryGetValue(entityRef, out var rows))
        {
            _rows.Add(entityRef, rows = ReadRows(entityRef));
        }

        return rows;
    }

    private List<(string Key, string? Value, string? Original)> ReadRows(EntityRef entityRef)
    {
        var body = _entities[entityRef];
        var raw = new List<(string Key, JsonNode? Value)>();
        Visit(string.Empty, body, raw);
        var metadata = body["metadata"]!;
        raw.Add(("metadata.name", metadata["name"]));
        raw.Add(("metadata.namespace", metadata["namespace"]));
        raw.Add(("metadata.uid", metadata["uid"]));
        if (metadata["namespace"] is null)
        {
            raw.Add(("metadata.namespace", "default"));
        }

        raw.AddRange(RelationsOf(entityRef).Select(relation => relation.Split(' '))
            .Select(parts => ($"relations.{parts[0]}", (JsonNode?)parts[1])));
        return
        [
            .. raw.Select(row => (Key: row.Key.ToLowerInvariant(), Original: Text(row.Value)))
                .Where(row => row.Key.Length <= 200)
                .Select(row => row.Original?.Length > 200
                    ? (row.Key, null, null)
                    : (row.Key, row.Original?.ToLowerInvariant(), row.Original))
                .DistinctBy(row => (row.Key, row.Item2)),
        ];
    }

    private static void Visit(string path, JsonNode? node, List<(string Key, JsonNode? Value)> rows)
    {
        if (Special.Contains(path))
        {
            return;
        }

        switch (node)
        {
            case JsonObject found:
                foreach (var (name, value) in found)
                {
                    Visit(path.Length == 0 ? name : $"{path}.{name}", value, rows);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Visit(path, item, rows);
                    if (item?.GetValueKind() == JsonValueKind.String)
                    {
                        rows.Add(($"{path}.{item.GetValue<string>()}", true));
                    }
                }

                break;
            default:
                rows.Add((path, node));
                break;
        }
    }

    private static string? Text(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => value.GetValue<double>().ToString(CultureInfo.InvariantCulture),
        var kind => kind == JsonValueKind.True ? "true" : "false",
    };
}
