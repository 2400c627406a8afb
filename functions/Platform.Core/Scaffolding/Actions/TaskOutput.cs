using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>Renders a template's <c>output</c>; links and texts whose <c>if</c> is false are left out. Pure.</summary>
public static class TaskOutput
{
    public static Result<JsonObject> Render(ScaffoldTask task, JsonObject outputs, CancellationToken cancellationToken)
    {
        if (task.Spec.Output is not { } output)
        {
            return Result<JsonObject>.Ok([]);
        }

        var renderer = new InputRenderer(optional: new OptionalNames(task.Spec.Optional));
        var context = TaskContext.For(task, outputs);
        try
        {
            var wanted = output.DeepClone().AsObject();
            foreach (var list in new[] { wanted["links"], wanted["text"] }.OfType<JsonArray>())
            {
                list.RemoveAll(item => item?["if"] is { } condition
                    && !renderer.EvaluateIf(condition, context, RenderMode.Strict, cancellationToken));
                foreach (var item in list.OfType<JsonObject>())
                {
                    item.Remove("if");
                }
            }

            return renderer.Render(wanted, context, RenderMode.Strict, cancellationToken) as JsonObject ?? [];
        }
        catch (TemplatingException failure)
        {
            return failure.ToProblem("template.yaml", "spec.output");
        }
    }
}
