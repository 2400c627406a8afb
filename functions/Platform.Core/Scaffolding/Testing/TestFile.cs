using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Scaffolding.Testing;

/// <summary>The tests of a template: <c>template.tests.yaml</c> beside it.</summary>
public sealed record TestFile(SourceDocument Document, IReadOnlyList<TestCase> Cases)
{
    public static Result<TestFile> Parse(SourceDocument document)
    {
        var problems = TestFileSchema.Value.Validate(document.Root).Select(problem => problem with
        {
            Code = "tests-invalid",
            Place = document.PlaceOf(problem.Field ?? string.Empty),
        }).ToList();
        if (problems.Count > 0)
        {
            return Result<TestFile>.Failed(problems);
        }

        var cases = document.Root!["cases"]!.AsArray().Select((item, i) => Case(document, item!.AsObject(), i)).ToList();
        var twice = cases.GroupBy(item => item.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new TestFile(document, cases)
            : new Problem(
                "tests-invalid", $"Two cases have the name '{twice.Key}'.", "cases", twice.Key, "a name for each case",
                twice.Last().Place);
    }

    private static TestCase Case(SourceDocument document, JsonObject item, int index) => new(
        item["name"]!.GetValue<string>(),
        document.PlaceOf(FieldPath.Item("cases", index)),
        item["values"] as JsonObject ?? [],
        item["lenient"]?.GetValue<bool>() ?? false,
        item["outputs"] as JsonObject,
        item["expect"] as JsonObject ?? [],
        [.. (item["verify"] as JsonArray ?? []).Select(VerifyCommand.Of)]);
}

/// <param name="Outputs">By step id: what actions that are not run are taken to have given.</param>
/// <param name="Expect">Checked by <see cref="Expectations"/>.</param>
/// <param name="Verify">Run one after the other in the rendered tree.</param>
public sealed record TestCase(
    string Name,
    SourcePlace Place,
    JsonObject Values,
    bool Lenient,
    JsonObject? Outputs,
    JsonObject Expect,
    IReadOnlyList<VerifyCommand> Verify);

/// <param name="Command">For the shell.</param>
/// <param name="Needs">A command that fails where the tools for it are missing; null when it needs nothing special.</param>
public sealed record VerifyCommand(string Command, TimeSpan Timeout, string? Needs = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    internal static VerifyCommand Of(JsonNode? written) => written is JsonObject detailed
        ? new(
            detailed["run"]!.GetValue<string>(),
            detailed["timeoutSeconds"] is { } seconds
                ? TimeSpan.FromSeconds(double.Parse(seconds.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture))
                : Patience,
            (string?)detailed["needs"])
        : new(written!.GetValue<string>(), Patience);
}

internal static class TestFileSchema
{
    private const string Texts = """{ "type": "array", "items": { "type": "string", "minLength": 1 } }""";
    private const string TextOrTexts =
        """{ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] }""";

    public static JsonSchema Value { get; } = JsonSchema.Parse(JsonNode.Parse(
        $$"""
        {
          "type": "object",
          "required": ["cases"],
          "additionalProperties": false,
          "properties": {
            "cases": { "type": "array", "minItems": 1, "items": {
              "type": "object",
              "required": ["name"],
              "additionalProperties": false,
              "properties": {
                "name": { "type": "string", "minLength": 1 },
                "values": { "type": "object" },
                "lenient": { "type": "boolean" },
                "outputs": { "type": "object", "additionalProperties": { "type": "object" } },
                "expect": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "files": {{Texts}},
                    "noFiles": {{Texts}},
                    "onlyFiles": {{Texts}},
                    "snapshot": { "type": "string", "minLength": 1 },
                    "contains": { "type": "object", "additionalProperties": {{TextOrTexts}} },
                    "notContains": { "type": "object", "additionalProperties": {{TextOrTexts}} },
                    "paths": { "type": "object", "additionalProperties": { "type": "object" } },
                    "executable": {{Texts}},
                    "output": { "type": "object" },
                    "stubbed": {{Texts}},
                    "error": {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "code": { "type": "string" },
                        "field": { "type": "string" },
                        "file": { "type": "string" },
                        "message": { "type": "string" }
                      }
                    }
                  }
                },
                "verify": { "type": "array", "items": { "anyOf": [
                  { "type": "string", "minLength": 1 },
                  {
                    "type": "object",
                    "required": ["run"],
                    "additionalProperties": false,
                    "properties": {
                      "run": { "type": "string", "minLength": 1 },
                      "timeoutSeconds": { "type": "number", "exclusiveMinimum": 0 },
                      "needs": { "type": "string", "minLength": 1 }
                    }
                  }
                ] } }
              }
            } }
          }
        }
        """)!);
}
