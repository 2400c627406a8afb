using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Finds the names that a template's expressions may find undefined without being wrong.</summary>
internal static class TemplateNames
{
    private static readonly string[] Combining = ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependencies", "not"];

    /// <summary>
    /// Every parameter that a page declares anywhere, steps that may be skipped, and the user, whom a machine has none.
    /// </summary>
    public static OptionalNames Optional(IReadOnlyList<ParameterPage> pages, IReadOnlyList<TemplateStep> steps)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "user", "user.*" };
        foreach (var page in pages)
        {
            Collect("parameters", page.Schema, names);
        }

        names.UnionWith(steps.Where(step => step.If is not null).Select(step => $"steps.{step.Id}"));
        return new OptionalNames(names);
    }

    private static void Collect(string path, JsonNode? schema, HashSet<string> names)
    {
        if (schema is JsonArray alternatives)
        {
            foreach (var alternative in alternatives)
            {
                Collect(path, alternative, names);
            }
        }

        if (schema is not JsonObject keywords)
        {
            return;
        }

        if (keywords["properties"] is JsonObject properties)
        {
            foreach (var (name, property) in properties)
            {
                names.Add($"{path}.{name}");
                Collect($"{path}.{name}", property, names);
            }
        }
        else if (path.Contains('.', StringComparison.Ordinal))
        {
            // The form doesn't say what is inside, so nothing inside can be missing by mistake.
            names.Add($"{path}.*");
        }

        foreach (var keyword in Combining)
        {
            if (keyword == "dependencies" && keywords[keyword] is JsonObject dependencies)
            {
                foreach (var (_, dependency) in dependencies)
                {
                    Collect(path, dependency, names);
                }
            }
            else
            {
                Collect(path, keywords[keyword], names);
            }
        }
    }
}
