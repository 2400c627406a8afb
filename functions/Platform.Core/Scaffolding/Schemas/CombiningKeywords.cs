using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>Keywords that combine schemas.</summary>
internal static class CombiningKeywords
{
    public static void Apply(SchemaPlace at, SchemaValidation validation)
    {
        foreach (var schema in at["allOf"] as JsonArray ?? [])
        {
            validation.Apply(schema, at.Base, at.Value, at.Field);
        }

        if (at["anyOf"] is JsonArray any && !any.Any(schema => validation.Fits(schema, at.Base, at.Value)))
        {
            ReportNearest("anyOf", any, at, validation);
        }

        if (at["oneOf"] is JsonArray one)
        {
            var fitting = one.Count(schema => validation.Fits(schema, at.Base, at.Value));
            if (fitting == 0)
            {
                ReportNearest("oneOf", one, at, validation);
            }
            else if (fitting > 1)
            {
                validation.Report("oneOf", at.Field, at.Value, $"what fits one alternative, not {fitting} of them");
            }
        }

        if (at.Schema.ContainsKey("not") && validation.Fits(at["not"], at.Base, at.Value))
        {
            validation.Report("not", at.Field, at.Value, "anything but this");
        }

        if (at.Schema.ContainsKey("if"))
        {
            var branch = validation.Fits(at["if"], at.Base, at.Value) ? "then" : "else";
            validation.Apply(at[branch], at.Base, at.Value, at.Field);
        }
    }

    private static void ReportNearest(string keyword, JsonArray alternatives, SchemaPlace at, SchemaValidation validation)
    {
        var titles = alternatives
            .Select(schema => (schema as JsonObject)?["title"]?.ToString())
            .Where(title => title is not null)
            .ToList();
        var expected = titles.Count > 0 ? $"one of: {string.Join(", ", titles)}" : "what fits one of the alternatives";
        validation.Report(keyword, at.Field, at.Value, expected);
    }
}
