using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Reads <c>spec.steps</c>.</summary>
internal static class TemplateSteps
{
    private const string Field = "spec.steps";

    public static IReadOnlyList<TemplateStep> Read(JsonNode? steps, TemplateFields fields)
    {
        if (fields.IsPlaceholder(steps, Field))
        {
            return [];
        }

        if (steps is not JsonArray items)
        {
            fields.Report(Field, steps is null ? "an array of steps; it is missing" : "an array of steps", steps);
            return [];
        }

        var (read, positions) = (new List<TemplateStep>(), new List<int>());
        for (var i = 0; i < items.Count; i++)
        {
            if (fields.IsPlaceholder(items[i], FieldPath.Item(Field, i)))
            {
                continue;
            }

            if (items[i] is JsonObject step)
            {
                read.Add(Step(step, FieldPath.Item(Field, i), i, fields));
                positions.Add(i);
            }
            else
            {
                fields.Report(FieldPath.Item(Field, i), "a step, which is an object", items[i]);
            }
        }

        StepNeeds.Check(read, i => FieldPath.Item(Field, positions[i]), fields);
        return read;
    }

    private static TemplateStep Step(JsonObject step, string field, int index, TemplateFields fields)
    {
        var action = fields.Text(step, field, "action", required: true) ?? string.Empty;
        var id = fields.Text(step, field, "id");
        var name = fields.Text(step, field, "name");
        fields.Check(TemplateSchema.Permissions, step, field);
        fields.Check(TemplateSchema.Step, step, field);
        return new TemplateStep(
            string.IsNullOrEmpty(id) ? string.Create(CultureInfo.InvariantCulture, $"step-{index + 1}") : id,
            string.IsNullOrEmpty(name) ? action : name,
            action,
            fields.Object(step, field, "input", required: false) ?? [],
            fields.OneOf(step, field, "if", "a text or a boolean", JsonValueKind.String, JsonValueKind.True, JsonValueKind.False),
            fields.OneOf(
                step,
                field,
                "each",
                "a text, an array or an object",
                JsonValueKind.String,
                JsonValueKind.Array,
                JsonValueKind.Object))
        {
            PermissionTags = TemplateFields.PermissionTags(step),
            Needs = [.. (step["needs"] as JsonArray ?? []).Select(TemplateFields.TextOrNull).OfType<string>()],
            Retry = step["retry"] is JsonObject retry ? RetryOf(retry) : null,
        };
    }

    private static StepRetry RetryOf(JsonObject retry) => new(
        TemplateFields.NumberOrNull(retry["attempts"]),
        IsoDuration.ParseOrNull(TemplateFields.TextOrNull(retry["backoff"])),
        IsoDuration.ParseOrNull(TemplateFields.TextOrNull(retry["maxInterval"])));
}
