using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Tests.Scaffolding.Schemas;

/// <summary>
/// The official JSON Schema Test Suite for draft-07: all required tests and the optional ones of ECMAScript's regular
/// expressions,
/// in one file (see draft7-suite.LICENSE).
/// </summary>
public sealed class Draft7SuiteTests
{
    /// <summary>Not supported on purpose: nothing is fetched, so schemas of other addresses are unknown.</summary>
    private static readonly string[] Fetching = ["http://json-schema.org/draft-07/schema", "http://localhost:1234"];

    [Fact]
    public void The_official_tests_pass()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Scaffolding", "Schemas", "draft7-suite.json");
        var failures = new List<string>();
        var (run, left) = (0, 0);
        foreach (var group in JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(node => node!.AsObject()))
        {
            var schema = group["schema"];
            if (Fetches(group))
            {
                left++;
                continue;
            }

            foreach (var test in group["tests"]!.AsArray().Select(node => node!.AsObject()))
            {
                run++;
                var valid = JsonSchema.Parse(schema!).Validate(test["data"]).Count == 0;
                if (valid != test["valid"]!.GetValue<bool>())
                {
                    failures.Add($"{group["file"]}: {group["description"]}: {test["description"]}");
                }
            }
        }

        Assert.True(run > 900 && left < 40, $"{run} tests run, {left} groups left out");
        Assert.True(failures.Count == 0, $"{failures.Count} of {run} fail:\n{string.Join('\n', failures)}");
    }

    /// <summary>Whether a group refers to a schema that it doesn't contain.</summary>
    private static bool Fetches(JsonObject group) => References(group["schema"]).Any(reference =>
        Array.Exists(Fetching, address => reference.StartsWith(address, StringComparison.Ordinal))
            && !Contains(group["schema"], reference))
        || group["file"]!.GetValue<string>() == "refRemote";

    private static bool Contains(JsonNode? schema, string reference) =>
        schema?.ToJsonString().Contains($"\"$id\":\"{reference}\"", StringComparison.Ordinal) == true;

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member is { Key: "$ref", Value: JsonValue text }
                && text.TryGetValue(out string? reference) ? [reference] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
