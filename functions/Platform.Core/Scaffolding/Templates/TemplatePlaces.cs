using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Gives problems that were found while a template ran their places in the template's file.</summary>
public static class TemplatePlaces
{
    /// <summary>The marker of a problem whose place is still one within a text of the definition.</summary>
    public const string Definition = "template.yaml";

    public static IReadOnlyList<Problem> Locate(SourceDocument document, IReadOnlyList<Problem> problems)
    {
        if (document.Root is not JsonObject entity)
        {
            return problems;
        }

        var texts = TemplateTexts.Of(entity).DistinctBy(text => text.Field).ToDictionary(text => text.Field, text => text.Value);
        return [.. problems.Select(problem => Locate(document, entity, texts, problem))];
    }

    private static Problem Locate(
        SourceDocument document, JsonObject entity, Dictionary<string, string> texts, Problem problem)
    {
        if (problem.Field is not { } written || (problem.Place is not null && problem.Place.File != Definition))
        {
            return problem;
        }

        var field = FieldOf(entity, written);
        return problem with
        {
            Place = problem.Place is { } inner && texts.TryGetValue(field, out var text)
                ? document.PlaceWithin(field, text, inner.Line, inner.Column)
                : document.PlaceOf(field),
        };
    }

    /// <summary>Problems of inputs go by the step's id, and say which iteration; the file knows positions.</summary>
    private static string FieldOf(JsonObject entity, string field)
    {
        var steps = (entity["spec"] as JsonObject)?["steps"] as JsonArray ?? [];
        for (var i = 0; i < steps.Count && field.StartsWith("steps.", StringComparison.Ordinal); i++)
        {
            var id = TemplateFields.TextOrNull((steps[i] as JsonObject)?["id"]) is { Length: > 0 } own ? own : $"step-{i + 1}";
            var rest = field["steps.".Length..];
            if (rest.StartsWith(id, StringComparison.Ordinal) && (rest.Length == id.Length || rest[id.Length] is '.' or '['))
            {
                var part = rest[id.Length..];
                var inner = part.StartsWith('[') ? part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..] : part;
                return FieldPath.Item("spec.steps", i) + inner;
            }
        }

        return field;
    }
}
