using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Secrets;

namespace Platform.Functions.Scaffolding;

/// <summary>The body of a request for a task.</summary>
/// <param name="Fingerprint">
/// The same for bodies that mean the same. Of secrets it knows the names only: a hash that is kept could be guessed at.
/// </param>
internal sealed record CreateTaskRequest(
    EntityRef Template, JsonObject Values, IReadOnlyDictionary<string, string> Secrets, bool KeepOnFailure, string Fingerprint)
{
    private static readonly string[] Known = ["templateRef", "values", "secrets", "keepOnFailure", "channel"];

    public TemplateChannel Channel { get; init; }

    public IReadOnlyList<string> SecretNames => [.. Secrets.Keys.Order(StringComparer.Ordinal)];

    public static Result<CreateTaskRequest> Parse(JsonObject body)
    {
        List<Problem> problems = [];
        foreach (var unknown in body.Select(field => field.Key).Except(Known))
        {
            problems.Add(new(
                "field-unknown", $"'{unknown}' means nothing here.", unknown, Expected: $"one of {string.Join(", ", Known)}"));
        }

        var template = body["templateRef"] is JsonValue text && text.TryGetValue<string>(out var written) ? written : null;
        if (!EntityRef.TryParse(template, out var templateRef, defaultKind: "template"))
        {
            problems.Add(new(
                "template-ref-invalid", "'templateRef' must name a template.", "templateRef", template, EntityRef.Requirements));
        }

        var values = (body["values"] ?? new JsonObject()) as JsonObject;
        if (values is null)
        {
            problems.Add(new(
                "values-invalid", "'values' must be an object.", "values", Expected: "an object of parameter values"));
        }

        var secrets = SecretRules.Read(body["secrets"]);
        problems.AddRange(secrets.Problems);
        var keep = (body["keepOnFailure"] ?? false) as JsonValue;
        if (keep is null || !keep.TryGetValue<bool>(out var keepOnFailure))
        {
            keepOnFailure = false;
            problems.Add(new(
                "keep-on-failure-invalid", "'keepOnFailure' must be true or false.", "keepOnFailure", Expected: "a boolean"));
        }

        var channel = TemplateChannel.Stable;
        if (body["channel"] is { } wanted && !Enum.TryParse($"{wanted}", ignoreCase: true, out channel))
        {
            problems.Add(new(
                "channel-invalid", "'channel' must be stable or staging.", "channel", $"{wanted}", "stable or staging"));
        }

        if (problems.Count > 0)
        {
            return Result<CreateTaskRequest>.Failed(problems);
        }

        var meaning = new JsonObject
        {
            ["template"] = templateRef!.Canonical,
            ["values"] = values!.DeepClone(),
            ["keepOnFailure"] = keepOnFailure,
        };
        if (channel != TemplateChannel.Stable)
        {
            meaning["channel"] = $"{channel}";
        }

        if (secrets.Value!.Count > 0)
        {
            meaning["secrets"] = new JsonArray(
                [.. secrets.Value.Keys.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]);
        }

        return new CreateTaskRequest(
            templateRef, values.DeepClone().AsObject(), secrets.Value, keepOnFailure, ContentHash.Of(CanonicalJson.Of(meaning)))
        {
            Channel = channel,
        };
    }
}
