using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation.Reports;

/// <summary>Judged documents as one run in SARIF 2.1.0, which code scanning and editors read.</summary>
public static class SarifLog
{
    public const string MediaType = "application/sarif+json";

    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <param name="pathOf">A file's path for readers of the log, relative to the repository's root where it can be.</param>
    public static JsonObject Of(IEnumerable<JudgedDocument> documents, Func<string, string> pathOf)
    {
        var rules = new Dictionary<string, int>(StringComparer.Ordinal);
        var results = new JsonArray();
        foreach (var (file, problem) in documents.SelectMany(
            document => document.Problems.Select(problem => (document.File, problem))))
        {
            rules.TryAdd(problem.Code, rules.Count);
            results.Add(Result(problem, rules[problem.Code], pathOf(file)));
        }

        var driver = new JsonObject
        {
            ["name"] = "catalog-validate",
            ["fullName"] = "Validation of catalog descriptors",
            ["rules"] = new JsonArray([.. rules.Keys.Select(Rule)]),
        };
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = driver },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = results,
        };
        return new() { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = new JsonArray(run) };
    }

    private static JsonNode Rule(string code)
    {
        var meaning = ProblemMeanings.Of(code);
        return new JsonObject
        {
            ["id"] = code,
            ["shortDescription"] = Message(meaning),
            ["fullDescription"] = Message(meaning),
            ["help"] = Message(meaning),
            ["defaultConfiguration"] = new JsonObject { ["level"] = "error" },
        };
    }

    private static JsonObject Result(Problem problem, int rule, string path) => new()
    {
        ["ruleId"] = problem.Code,
        ["ruleIndex"] = rule,
        ["level"] = "error",
        ["message"] = Message(problem.Message),
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = Artifact(path),
                ["region"] = new JsonObject
                {
                    ["startLine"] = problem.Place?.Line ?? 1,
                    ["startColumn"] = problem.Place?.Column ?? 1,
                },
            },
        }),
    };

    private static JsonObject Artifact(string path) => Path.IsPathRooted(path)
        ? new() { ["uri"] = new Uri(path).AbsoluteUri }
        : new()
        {
            ["uri"] = string.Join('/', path.Split('/', '\\').Select(Uri.EscapeDataString)),
            ["uriBaseId"] = "%SRCROOT%",
        };

    private static JsonObject Message(string text) => new() { ["text"] = text };
}
