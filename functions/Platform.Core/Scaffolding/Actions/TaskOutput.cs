using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>Renders a template's <c>output</c>; links and texts whose <c>if</c> is false are left out. Pure.</summary>
public static class TaskOutput
{
    public static Result<JsonObject> Render(ScaffoldTask task, JsonObject outputs, CancellationToken cancellationToken)
    {
        var rendering = new Rendering(
            new InputRenderer(optional: new OptionalNames(task.Spec.Optional)),
            TaskContext.For(task, outputs),
            task.Spec.Mode,
            cancellationToken);
        var rendered = new JsonObject();
        foreach (var (name, written) in task.Spec.Output ?? [])
        {
            var field = FieldPath.Key("spec.output", name);
            var value = name is "links" or "text" && written is JsonArray items
                ? rendering.Items(items, field)
                : rendering.Value(written, field);
            if (!value.IsOk)
            {
                return Result<JsonObject>.Failed(value.Problems);
            }

            foreach (var node in value.Value)
            {
                rendered[name] = node;
            }
        }

        return rendered;
    }

    /// <summary>What renders to nothing is an empty list here: its key disappears.</summary>
    private sealed record Rendering(
        InputRenderer Renderer, JsonObject Context, RenderMode Mode, CancellationToken CancellationToken)
    {
        public Result<IReadOnlyList<JsonNode?>> Value(JsonNode? written, string field)
        {
            try
            {
                // Within an object, so that what disappears is told from what is null.
                var rendered = Renderer.Render(
                    new JsonObject { ["value"] = written?.DeepClone() }, Context, Mode, CancellationToken) as JsonObject ?? [];
                return Result<IReadOnlyList<JsonNode?>>.Ok([.. rendered.Select(member => member.Value?.DeepClone())]);
            }
            catch (TemplatingException failed)
            {
                return failed.ToProblem(TemplatePlaces.Definition, field + failed.Field?["value".Length..]);
            }
        }

        public Result<IReadOnlyList<JsonNode?>> Items(JsonArray items, string field)
        {
            var rendered = new JsonArray();
            for (var i = 0; i < items.Count; i++)
            {
                var item = Item(items[i], FieldPath.Item(field, i));
                if (!item.IsOk)
                {
                    return item;
                }

                foreach (var node in item.Value)
                {
                    rendered.Add(node);
                }
            }

            return Result<IReadOnlyList<JsonNode?>>.Ok([rendered]);
        }

        private Result<IReadOnlyList<JsonNode?>> Item(JsonNode? written, string field)
        {
            if (written is not JsonObject item || item["if"] is not { } condition)
            {
                return Value(written, field);
            }

            try
            {
                if (!Renderer.EvaluateIf(condition, Context, Mode, CancellationToken))
                {
                    return Result<IReadOnlyList<JsonNode?>>.Ok([]);
                }
            }
            catch (TemplatingException failed)
            {
                return failed.ToProblem(TemplatePlaces.Definition, FieldPath.Key(field, "if"));
            }

            var shown = item.DeepClone().AsObject();
            shown.Remove("if");
            return Value(shown, field);
        }
    }
}
