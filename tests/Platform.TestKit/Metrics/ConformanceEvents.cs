using System.Text.Json.Nodes;
using Platform.TestKit.Services;

namespace Platform.TestKit.Metrics;

/// <summary>CDEvents' own conformance files of version 0.5.1 (github.com/cdevents/spec, Apache-2.0), one on a line.</summary>
public static class ConformanceEvents
{
    /// <param name="prefix">Of ids; all files have the same one.</param>
    public static IReadOnlyList<JsonObject> All(string prefix)
    {
        var lines = File.ReadAllLines(
            Path.Combine(RepositoryRoot.Path, "tests/Platform.TestKit/Metrics/cdevents-conformance.ndjson"));
        return [.. lines.Index().Select(line =>
        {
            var told = (JsonObject)JsonNode.Parse(line.Item)!;
            told["context"]!["id"] = $"{prefix}-{line.Index}";
            return told;
        })];
    }

    /// <summary>In structured mode, as CDEvents' binding has it.</summary>
    public static JsonObject Structured(JsonObject told) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = (string)told["context"]!["id"]!,
        ["source"] = (string)told["context"]!["source"]!,
        ["type"] = (string)told["context"]!["type"]!,
        ["subject"] = (string)told["subject"]!["id"]!,
        ["time"] = (string)told["context"]!["timestamp"]!,
        ["datacontenttype"] = "application/json",
        ["data"] = told.DeepClone(),
    };
}
