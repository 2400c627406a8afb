using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>What the expressions of one run of a step see.</summary>
/// <param name="Plain">Without secrets, as the step's own <c>if</c> sees it.</param>
/// <param name="Open">With the secrets.</param>
/// <param name="Blanked">With blank ones; null when the task has none.</param>
/// <param name="EachHasSecrets">The iteration may come from a secret.</param>
internal sealed record StepContext(JsonObject Plain, JsonObject Open, JsonObject? Blanked, bool EachHasSecrets = false)
{
    public static StepContext For(ScaffoldTask task, JsonObject outputs, TaskSecrets secrets)
    {
        var plain = TaskContext.For(task, outputs);
        return secrets.AreAny
            ? new(plain, With(plain, "secrets", secrets.Values), With(plain, "secrets", secrets.Blanked))
            : new(plain, plain, null);
    }

    /// <param name="blank">The iteration as it is with blank secrets; null when it can't be told.</param>
    public StepContext ForEach(JsonObject each, JsonObject? blank, bool hasSecrets) => new(
        Plain,
        With(Open, "each", each),
        Blanked is null ? null : With(Blanked, "each", blank ?? []),
        hasSecrets);

    private static JsonObject With(JsonObject context, string name, JsonObject value)
    {
        var own = context.DeepClone().AsObject();
        own[name] = value;
        return own;
    }
}
