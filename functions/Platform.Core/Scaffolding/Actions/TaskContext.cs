using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>What a template's expressions see.</summary>
internal static class TaskContext
{
    /// <param name="outputs">By step id; a step that was skipped has none.</param>
    public static JsonObject For(ScaffoldTask task, JsonObject outputs)
    {
        var steps = new JsonObject();
        foreach (var (id, output) in outputs)
        {
            steps[id] = new JsonObject { ["output"] = output?.DeepClone() };
        }

        return new JsonObject
        {
            ["parameters"] = task.Spec.Parameters.DeepClone(),
            ["steps"] = steps,
            ["user"] = new JsonObject { ["ref"] = task.Spec.User.Ref, ["entity"] = task.Spec.User.Entity?.DeepClone() },
            ["context"] = new JsonObject { ["task"] = new JsonObject { ["id"] = task.Id.Value } },
            ["secrets"] = new JsonObject(),
        };
    }
}
