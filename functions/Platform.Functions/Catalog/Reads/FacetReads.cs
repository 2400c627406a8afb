using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.Reads;

/// <summary>How many entities have which values.</summary>
public static class FacetReads
{
    public static CatalogAnswer Count(CatalogView view, IReadOnlyList<string?> facets, IReadOnlyList<string?> filters)
    {
        var paths = EntityQueryParser.Facets(facets);
        var filter = EntityQueryParser.Filter(filters);
        return paths.IsOk && filter.IsOk
            ? Counted(view, paths.Value, filter.Value)
            : CatalogAnswer.Refused([.. paths.Problems, .. filter.Problems]);
    }

    /// <param name="body"><c>{facets: [...], query?}</c>, the query a predicate.</param>
    public static CatalogAnswer Count(CatalogView view, JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["facets", "query"]);
        var paths = EntityQueryBody.Paths(checks, body, string.Empty, "facets", required: true);
        var filter = EntityQueryBody.Filter(checks, body);
        if (checks.IsClean && paths.Count == 0)
        {
            checks.Add(FieldChecks.WrongFormat, "facets", null, "at least one path of a field, for example spec.type");
        }

        return checks.IsClean ? Counted(view, paths, filter) : CatalogAnswer.Refused(checks.Problems);
    }

    private static CatalogAnswer Counted(CatalogView view, IReadOnlyList<string> paths, EntityFilter filter)
    {
        var counted = view.Facets(paths, filter);
        return CatalogAnswer.Ok((output, _) =>
        {
            using var json = new Utf8JsonWriter(output, JsonBytes.Options);
            json.WriteStartObject();
            json.WriteStartObject("facets"u8);
            foreach (var (path, values) in counted)
            {
                json.WriteStartArray(path);
                foreach (var value in values)
                {
                    json.WriteStartObject();
                    json.WriteString("value"u8, value.Value);
                    json.WriteNumber("count"u8, value.Count);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            return ValueTask.CompletedTask;
        });
    }
}
