using System.Text.Json.Nodes;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary>Makes golden-path.schema.json of the rules that there are; the published file is what this says.</summary>
public static class GoldenPathSchema
{
    public static JsonObject Make() => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "golden-path.yaml",
        ["description"] = "How an organization wants its services to be. Everything but apiVersion and kind may be left out.",
        ["type"] = "object",
        ["required"] = new JsonArray("apiVersion", "kind"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["const"] = GoldenPathFile.ApiVersion },
            ["kind"] = new JsonObject { ["const"] = GoldenPathFile.Kind },
            ["rules"] = Closed([.. DriftRules.All.Select(rule => (rule.Description.Id, Rule(rule.Description)))]),
            ["scorecards"] = new JsonObject { ["type"] = "array" },
            ["workflows"] = Workflows(),
            ["runtimes"] = Closed([.. RuntimeTable.Usual.Keys.Select(product => (product, Map(Day())))]),
            ["reports"] = Closed(
                ("schedule", Text("NCRONTAB of six fields, in UTC.")),
                ("channel", Text("For what no team's channel takes.")),
                ("channels", Map(Text("A channel, by the reference of a group."))),
                ("issues", Text("Repository in which reports are filed as issues."))),
            ["fixes"] = Closed([.. DriftRules.All.Select(rule => (rule.Description.Id, OneOf("request", "always", "never")))]),
            ["enforcement"] = Closed(
                ("enabled", Flag("Whether pull requests are checked.")),
                ("failOn", OneOf("info", "warning", "error")),
                ("rules", List(OneOf([.. DriftRules.All.Select(rule => rule.Description.Id)])))),
        },
    };

    private static JsonObject Rule(RuleDescription rule)
    {
        var made = Closed(
        [
            ("enabled", Flag("Usually true.")),
            ("severity", OneOf("info", "warning", "error")),
            ("appliesTo", new JsonObject
            {
                ["description"] = "The catalog's filters, such as kind=component,spec.type=service; of a list any.",
                ["anyOf"] = new JsonArray(Text(null), List(Text(null))),
            }),
            .. rule.Options.Select(option => (option.Name, option.Type == RuleOptionType.Texts ? List(Text(option.Meaning))
                : new JsonObject
                {
                    ["description"] = option.Meaning,
                    ["type"] = "integer",
                    ["minimum"] = option.Least,
                    ["maximum"] = option.Most,
                    ["default"] = option.Usual,
                })),
        ]);
        made["description"] = $"{rule.Title}. {rule.Docs}";
        return made;
    }

    private static JsonObject Workflows()
    {
        const string Address = "owner/repository/.github/workflows/FILE.yml, without a version.";
        return Closed(
            ("golden", List(new JsonObject
            {
                ["anyOf"] = new JsonArray(Text(Address), Closed(("workflow", Text(Address)), ("minimum", Version()))),
            })),
            ("minimum", Version()));
    }

    private static JsonObject Version() => Text("The oldest version that may be called, such as v2.1.");

    private static JsonObject Closed(params (string Name, JsonObject Schema)[] properties) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(properties.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Schema))),
    };

    private static JsonObject Map(JsonObject value) => new() { ["type"] = "object", ["additionalProperties"] = value };

    private static JsonObject List(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    private static JsonObject Text(string? description)
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        if (description is not null)
        {
            schema.Insert(0, "description", description);
        }

        return schema;
    }

    private static JsonObject Day() => new()
    {
        ["description"] = "The last day of security support.",
        ["type"] = "string",
        ["pattern"] = @"^\d{4}-\d{2}-\d{2}$",
    };

    private static JsonObject Flag(string description) => new() { ["description"] = description, ["type"] = "boolean" };

    private static JsonObject OneOf(params string[] values) =>
        new() { ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };
}
