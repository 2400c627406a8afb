using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Functions.Scaffolding;

/// <summary>The body of a request for a task.</summary>
/// <param name="Fingerprint">The same for bodies that mean the same.</param>
internal sealed record CreateTaskRequest(EntityRef Template, JsonObject Values, bool KeepOnFailure, string Fingerprint)
{
    private static readonly string[] Known = ["templateRef", "values", "secrets", "keepOnFailure"];

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

        var keep = (body["keepOnFailure"] ?? false) as JsonValue;
        if (keep is null || !keep.TryGetValue<bool>(out var keepOnFailure))
        {
            keepOnFailure = false;
            problems.Add(new(
                "keep-on-failure-invalid", "'keepOnFailure' must be true or false.", "keepOnFailure", Expected: "a boolean"));
        }

        return problems.Count > 0
            ? Result<CreateTaskRequest>.Failed(problems)
            : new CreateTaskRequest(
                templateRef!, values!.DeepClone().AsObject(), keepOnFailure, ContentHash.Of(CanonicalJson.Of(new JsonObject
                {
                    ["template"] = templateRef!.Canonical,
                    ["values"] = values.DeepClone(),
                    ["keepOnFailure"] = keepOnFailure,
                })));
    }
}
