using System.Text.Json;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;

namespace Platform.Functions.Catalog.Reads;

/// <summary>How many entities have which values.</summary>
public static class FacetReads
{
    public static CatalogAnswer Count(CatalogView view, IReadOnlyList<string?> facets, IReadOnlyList<string?> filters)
    {
        var paths = EntityQueryParser.Facets(facets);
        var filter = EntityQueryParser.Filter(filters);
        if (!paths.IsOk || !filter.IsOk)
        {
            return CatalogAnswer.Refused([.. paths.Problems, .. filter.Problems]);
        }

        var counted = view.Facets(paths.Value, filter.Value);
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
