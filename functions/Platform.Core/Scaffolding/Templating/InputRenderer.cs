using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>
/// Renders values of a template definition (step inputs, conditions, output) as Backstage does: a text that is one whole
/// expression
/// keeps the type of its value, mixed text becomes text, and what renders to nothing disappears together with its key.
/// Pure; a failure is a <see cref="TemplatingException"/> in strict mode.
/// </summary>
public sealed class InputRenderer(RenderLimits? limits = null, OptionalNames? optional = null)
{
    private readonly RenderLimits _limits = limits ?? RenderLimits.Default;
    private readonly OptionalNames _optional = optional ?? OptionalNames.None;

    /// <summary>Renders every text in a value, deeply; keys stay as they are. Null also stands for "disappeared".</summary>
    public JsonNode? Render(
        JsonNode? value,
        JsonObject context,
        RenderMode mode,
        CancellationToken cancellationToken = default) =>
        Deep(value, context, mode, string.Empty, cancellationToken).Value;

    /// <summary>
    /// False when the condition is literally false or renders to false, null, "", 0, [] or nothing. The text "false" is true.
    /// </summary>
    public bool EvaluateIf(
        JsonNode? condition,
        JsonObject context,
        RenderMode mode,
        CancellationToken cancellationToken = default) =>
        condition?.GetValueKind() switch
        {
            JsonValueKind.False => false,
            JsonValueKind.String => IsTruthy(Render(condition, context, mode, cancellationToken)),
            _ => true,
        };

    /// <summary>What a step runs for: an array's keys are "0", "1" and so on, an object's are its own.</summary>
    /// <exception cref="TemplatingException">The value is neither an array nor an object.</exception>
    public IReadOnlyList<(JsonNode Key, JsonNode? Value)> EvaluateEach(
        JsonNode each,
        JsonObject context,
        RenderMode mode,
        CancellationToken cancellationToken = default) => Render(each, context, mode, cancellationToken) switch
        {
            JsonArray items =>
                [.. items.Select((item, i) => ((JsonNode)Key(i.ToString(CultureInfo.InvariantCulture)), item?.DeepClone()))],
            JsonObject members => [.. members.Select(member => ((JsonNode)Key(member.Key), member.Value?.DeepClone()))],
            _ => throw new TemplatingException(
                "template-expression",
                $"'each' needs an array or an object; {each.ToJsonString()} is neither.",
                line: 1,
                column: 1),
        };

    private static JsonValue Key(string key) => JsonValue.Create(key);

    private static bool IsTruthy(JsonNode? value) => value switch
    {
        null => false,
        JsonArray items => items.Count > 0,
        JsonObject => true,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.False or JsonValueKind.Null => false,
            JsonValueKind.String => value.GetValue<string>().Length > 0,
            JsonValueKind.Number => value.ToJsonString() is not ("0" or "-0"),
            _ => true,
        },
    };

    private (bool Stays, JsonNode? Value) Deep(
        JsonNode? value,
        JsonObject context,
        RenderMode mode,
        string field,
        CancellationToken cancellationToken)
    {
        switch (value)
        {
            case JsonObject members:
                var rendered = new JsonObject();
                foreach (var (key, member) in members)
                {
                    if (Deep(member, context, mode, FieldPath.Key(field, key), cancellationToken) is (true, var kept))
                    {
                        rendered[key] = kept;
                    }
                }

                return (true, rendered);
            case JsonArray items:
                // A place in an array can't disappear; it is null then.
                return (true, new JsonArray([.. items.Select((item, i) =>
                    Deep(item, context, mode, FieldPath.Item(field, i), cancellationToken).Value)]));
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                return Text(text.GetValue<string>(), context, mode, field, cancellationToken);
            default:
                return (true, value?.DeepClone());
        }
    }

    private (
        bool Stays,
        JsonNode? Value) Text(string text, JsonObject context, RenderMode mode, string field, CancellationToken cancellationToken)
    {
        try
        {
            return Text(TemplateCache.Shared.Get(text, TemplateSyntax.Backstage, _limits), context, mode, cancellationToken);
        }
        catch (TemplatingException) when (mode == RenderMode.Lenient)
        {
            return (true, JsonValue.Create(text));
        }
        catch (TemplatingException failed) when (field.Length > 0)
        {
            throw failed.In(field);
        }
    }

    private (
        bool Stays,
        JsonNode? Value) Text(CompiledTemplate template, JsonObject context, RenderMode mode, CancellationToken cancellationToken)
    {
        if (template.IsSingleExpression)
        {
            return template.Evaluate(context, _limits, mode, _optional, cancellationToken);
        }

        if (template.IsSingleTag && FromJson(
            template.RenderJson(context, _limits, mode, _optional, cancellationToken)) is (true, var typed))
        {
            return (true, typed);
        }

        var rendered = template.Render(context, _limits, mode, cancellationToken, _optional);
        return rendered.Length > 0 ? (true, JsonValue.Create(rendered)) : (false, null);
    }

    private static (bool IsJson, JsonNode? Value) FromJson(string text)
    {
        try
        {
            return (true, JsonNode.Parse(text));
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }
}
