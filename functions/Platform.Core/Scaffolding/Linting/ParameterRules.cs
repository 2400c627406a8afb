using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Linting;

/// <summary>The form: schemas that can be used, and fields that somebody uses.</summary>
internal static class ParameterRules
{
    public static void Check(LintContext context)
    {
        var declared = new Dictionary<string, string>(StringComparer.Ordinal);
        var (steering, required) = (new HashSet<string>(StringComparer.Ordinal), new List<(string Name, string Field)>());
        foreach (var page in context.Template.Parameters)
        {
            CheckSchema(context, page);
            PageFields.Collect(page.Schema, page.Field, (name, field, schema) =>
            {
                declared.TryAdd(name, field);
                CheckDefault(context, schema, field);
                if (schema["type"]?.ToString() == "null")
                {
                    steering.Add(name);
                }
            }, steering, required);
        }

        foreach (var (name, field) in required.Where(entry => !declared.ContainsKey(entry.Name)))
        {
            context.Report(
                LintSeverity.Warning, LintCodes.RequiredUndeclared, field,
                $"'{name}' is required, and no page has such a field.", "a field of the form", name);
        }

        CheckUse(context, declared, steering);
    }

    private static void CheckSchema(LintContext context, ParameterPage page)
    {
        foreach (var problem in MetaSchema.Draft7.Validate(page.Schema, page.Field))
        {
            context.Report(
                LintSeverity.Error, LintCodes.SchemaInvalid, problem.Field ?? page.Field,
                $"Page {page.Name}: {problem.Message}", problem.Expected, problem.Value);
        }
    }

    private static void CheckDefault(LintContext context, JsonObject schema, string field)
    {
        if (!schema.TryGetPropertyValue("default", out var standard) || LintContext.HasExpression(standard))
        {
            return;
        }

        // Only the field's own rules: what is around it may not be complete yet.
        foreach (var problem in JsonSchema.Parse(schema).Validate(standard, FieldPath.Key(field, "default")).Take(1))
        {
            context.Report(
                LintSeverity.Warning, LintCodes.DefaultInvalid, FieldPath.Key(field, "default"),
                $"The default is not a value that the field accepts: {problem.Expected}.", problem.Expected,
                standard as JsonValue);
        }
    }

    private static void CheckUse(LintContext context, Dictionary<string, string> declared, HashSet<string> steering)
    {
        var used = new HashSet<string>(steering, StringComparer.Ordinal);
        foreach (var text in TemplateTexts.Of(context.Template.Entity))
        {
            foreach (var path in ReadsOf(text.Value).Where(path => path[0] == "parameters"))
            {
                if (path.Length == 1)
                {
                    return;
                }

                used.Add(path[1]);
            }
        }

        // Hints for the form's fields may name other fields.
        var hints = TemplateTexts.Within((context.Template.Entity["spec"] as JsonObject)?["parameters"], string.Empty)
            .Select(text => text.Value).Where(text => text.Contains("parameters.", StringComparison.Ordinal)).ToList();
        foreach (var (name, field) in declared.Where(entry => !used.Contains(entry.Key)))
        {
            if (!hints.Exists(hint => hint.Contains($"parameters.{name}", StringComparison.Ordinal)))
            {
                context.Report(
                    LintSeverity.Warning, LintCodes.ParameterUnused, field, $"Nothing uses the parameter '{name}'.",
                    "a step or an output that reads it");
            }
        }
    }

    private static IEnumerable<string[]> ReadsOf(string text)
    {
        try
        {
            return CompiledTemplate.Parse(text, TemplateSyntax.Backstage).References().Outside
                .Select(reference => reference.Path);
        }
        catch (TemplatingException)
        {
            // Reported where expressions are checked; what it would have read is unknown.
            return [["parameters"]];
        }
    }
}
