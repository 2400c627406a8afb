using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>The steps whose outputs a step reads in its <c>if</c>, <c>each</c> and <c>input</c>.</summary>
/// <param name="Any">Which ones is only known when it runs, so it may be any.</param>
internal sealed record StepReferences(IReadOnlySet<string> Ids, bool Any)
{
    private const string Steps = "steps";

    public static StepReferences Of(TaskStep step) => Of(step.If, step.Each, step.Input);

    public static StepReferences Of(params ReadOnlySpan<JsonNode?> parts)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var any = false;
        foreach (var part in parts)
        {
            foreach (var text in TemplateTexts.Within(part, string.Empty)
                .Where(text => text.Value.Contains(Steps, StringComparison.Ordinal)))
            {
                any |= !TryRead(text.Value, ids);
            }
        }

        return new(ids, any);
    }

    /// <returns>Whether all that the text reads of other steps is known by name.</returns>
    private static bool TryRead(string text, HashSet<string> ids)
    {
        try
        {
            var read = CompiledTemplate.Parse(text, TemplateSyntax.Backstage).References().Outside
                .Where(reference => reference.Path[0] == Steps).ToList();
            ids.UnionWith(read.Where(reference => reference.Path.Length > 1).Select(reference => reference.Path[1]));

            // With a tag in it the text may give its own variable the name, or go through all of them.
            return read.All(reference => reference.Path.Length > 1)
                && (read.Count > 0 || !text.Contains("{%", StringComparison.Ordinal));
        }
        catch (TemplatingException)
        {
            return false;
        }
    }
}
