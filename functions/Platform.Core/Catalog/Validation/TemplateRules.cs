using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation;

/// <summary>
/// The parts of a template's <c>spec</c> that are more than one field; whether it can run is the scaffolder's to judge.
/// </summary>
internal static class TemplateRules
{
    private static readonly string[] ListsOfOutput = ["links", "text"];

    public static void CheckSteps(FieldChecks checks, JsonObject parent, string path, string name)
    {
        var steps = checks.List(parent, path, name, required: true, "a list of steps") ?? [];
        for (var i = 0; i < steps.Count; i++)
        {
            var field = FieldPath.Item(FieldPath.Key(path, name), i);
            if (KindRules.IsPlaceholder(steps[i]))
            {
                continue;
            }

            if (steps[i] is not JsonObject step)
            {
                checks.Add(FieldChecks.WrongType, field, steps[i], "an object with an action");
                continue;
            }

            checks.Text(step, field, "action", required: true, _ => true, "a string");
            checks.Text(step, field, "id", required: false, _ => true, "a string");
            checks.Text(step, field, "name", required: false, _ => true, "a string");
        }
    }

    public static void CheckOutput(FieldChecks checks, JsonObject parent, string path, string name)
    {
        var field = FieldPath.Key(path, name);
        foreach (var (key, value) in checks.Object(parent, path, name) ?? [])
        {
            if (!ListsOfOutput.Contains(key))
            {
                checks.Text(value, FieldPath.Key(field, key), _ => true, "a string");
            }
        }
    }
}
