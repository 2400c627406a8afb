using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Commands.Making;

/// <summary>What to write instead of a value that is wrong or missing. The first one that the parameter takes wins.</summary>
internal static partial class ValueSuggestion
{
    public static string For(string parameter, JsonNode? given, TemplateForm form, CatalogEntity person)
    {
        var schema = form.SchemaOf(parameter) ?? [];
        foreach (var candidate in Candidates(parameter, given, schema, person))
        {
            if (form.Accepts(parameter, TypedValues.Of(candidate, schema)))
            {
                return candidate;
            }
        }

        // Nothing that is known fits; a word in capitals is plainly to be replaced.
        return parameter.ToUpperInvariant();
    }

    private static IEnumerable<string> Candidates(string parameter, JsonNode? given, JsonObject schema, CatalogEntity person)
    {
        var choices = Texts(schema["enum"]).ToList();
        if (given is not null)
        {
            var text = TypedValues.TextOf(given);
            foreach (var near in NearestWords.Find(text, choices))
            {
                yield return near;
            }

            yield return Plain(text);
            yield return Plain(text).Trim('-');
        }

        if (schema["default"] is { } standard)
        {
            yield return TypedValues.TextOf(standard);
        }

        foreach (var example in Texts(schema["examples"]).Concat(choices))
        {
            yield return example;
        }

        if (parameter == "owner")
        {
            foreach (var group in Texts(person.Body["spec"]?["memberOf"]))
            {
                yield return group;
            }
        }

        if (parameter == "name")
        {
            yield return "my-service";
        }
    }

    private static IEnumerable<string> Texts(JsonNode? list) =>
        (list as JsonArray ?? []).OfType<JsonValue>().Select(TypedValues.TextOf);

    /// <summary>As names mostly have to be: lower case, and one hyphen instead of anything that is no letter or digit.</summary>
    private static string Plain(string text) => Strange().Replace(text.ToLowerInvariant(), "-");

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Strange();
}
