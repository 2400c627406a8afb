using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>A rendered input with its secrets sealed.</summary>
/// <param name="Fields">Where something was sealed, by dotted path.</param>
/// <param name="Hidden">The sealed values, as texts that no message may show.</param>
internal sealed record SealedInput(JsonObject Input, IReadOnlyList<string> Fields, IReadOnlyList<JsonNode> Hidden);

/// <summary>
/// Finds what in a rendered input holds a secret: whatever comes out differently when the secrets are blank, so also a part of
/// one, or what was made of one.
/// </summary>
/// <param name="blanked">What the expressions see with blank secrets.</param>
/// <param name="eachHasSecrets">The iteration's own key and value may come from a secret.</param>
internal sealed class InputSealing(
    TaskSecrets secrets, InputRenderer renderer, RenderMode mode, JsonObject blanked, bool eachHasSecrets,
    CancellationToken cancellationToken)
{
    private readonly List<string> _fields = [];
    private readonly List<JsonNode> _hidden = [];

    public static bool Mentions(JsonNode? written) =>
        written?.ToJsonString().Contains("secrets", StringComparison.Ordinal) == true;

    public SealedInput Seal(JsonObject written, JsonObject rendered) =>
        new(Walk(written, rendered, string.Empty)!.AsObject(), _fields, _hidden);

    private JsonNode? Walk(JsonNode? written, JsonNode? rendered, string field) => (written, rendered) switch
    {
        (JsonObject names, JsonObject values) => new JsonObject(values.Select(member => KeyValuePair.Create(
            member.Key, Walk(names[member.Key], member.Value, FieldPath.Key(field, member.Key))))),
        (JsonArray texts, JsonArray values) => new JsonArray([.. values.Select((value, i) =>
            Walk(texts[i], value, FieldPath.Item(field, i)))]),
        (JsonValue text, not null) when MayHold(text) => Compared(text, rendered, field),
        _ => rendered?.DeepClone(),
    };

    private bool MayHold(JsonValue text) =>
        Mentions(text) || (eachHasSecrets && text.ToJsonString().Contains("each", StringComparison.Ordinal));

    private JsonNode? Compared(JsonValue text, JsonNode rendered, string field)
    {
        try
        {
            return Compared(rendered, renderer.Render(text, blanked, mode, cancellationToken), field);
        }
        catch (TemplatingException)
        {
            // It can't be rendered without the secrets, so it has to do with them.
            return Hide(rendered, field);
        }
    }

    private JsonNode? Compared(JsonNode? rendered, JsonNode? blank, string field) => (rendered, blank) switch
    {
        _ when JsonNode.DeepEquals(rendered, blank) => rendered?.DeepClone(),
        (JsonObject values, JsonObject blanks) when values.Select(value => value.Key).ToHashSet().SetEquals(
            blanks.Select(value => value.Key)) => new JsonObject(values.Select(member => KeyValuePair.Create(
                member.Key, Compared(member.Value, blanks[member.Key], FieldPath.Key(field, member.Key))))),
        (JsonArray values, JsonArray blanks) when values.Count == blanks.Count => new JsonArray([.. values.Select((value, i) =>
            Compared(value, blanks[i], FieldPath.Item(field, i)))]),
        _ => Hide(rendered, field, !secrets.Explains(rendered, blank)),
    };

    private JsonNode? Hide(JsonNode? rendered, string field, bool hide = true)
    {
        _fields.Add(field);
        if (hide && rendered is not null)
        {
            _hidden.Add(rendered.DeepClone());
        }

        return secrets.Seal(rendered, hide);
    }
}
