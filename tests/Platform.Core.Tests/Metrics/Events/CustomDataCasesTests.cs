using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Scaffolding.Schemas;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Metrics.Events;

/// <summary>
/// Every field of the published schema with every kind of value, in every type of event that has it: what the schema accepts no
/// reader refuses, and what it refuses some reader refuses. Two differences are meant: readers take words in capitals, too, and a
/// pattern doesn't know the calendar.
/// </summary>
public sealed class CustomDataCasesTests
{
    private const string Code = "functions/Platform.Functions/Metrics";

    private static readonly JsonObject Published = (JsonObject)JsonNode.Parse(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, Code, "delivery-custom-data.schema.json")))!;

    private static readonly JsonSchema Schema = JsonSchema.Parse(Published);

    private static readonly string[] Types =
    [
        "cdevents.service.deployed", "cdevents.service.published", "cdevents.change.created", "cdevents.change.merged",
        "cdevents.incident.detected", "cdevents.artifact.packaged", "cdevents.ticket.created",
        "cdeventsx.platform-commits.pushed", "cdeventsx.platform-ownership.changed", "cdeventsx.platform-request.opened",
        "cdeventsx.platform-request.completed", "cdeventsx.platform-request.cancelled", "cdeventsx.platform-docs.viewed",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "1.5", "2.0", "100", "101", "1000000", "1000001", "1000000001", "{}", "[]",
        "[null]", "[1]", "[\"\"]", "[\"a\"]", "[\"0123456\"]", "[{}]", "\"\"", "\" \"", "\"a\"", "\"7\"", "\"0123456\"",
        "\"012345\"", "\"ABCDEF0\"", "\"orders\"", "\"team-a/orders\"", "\"a/b/c\"", "\"component:default/orders\"",
        "\"template:default/node\"", "\"-orders\"", "\"orders-\"", "\"or ders\"", "\"2030-01-31T08:00:00Z\"",
        "\"2030-01-31T08:00:00\"", "\"2030-01-31T08:00:00.123456789+02:00\"", "\"2030-01-31 08:00:00Z\"", "\"noon\"",
        $"\"{new string('x', 500)}\"", $"\"{new string('x', 501)}\"", $"\"{new string('0', 64)}\"", $"\"{new string('0', 65)}\"",
        $"\"{string.Concat(Enumerable.Repeat("😀", 300))}\"", $"\"{string.Concat(Enumerable.Repeat("😀", 501))}\"",
        $"[\"{new string('x', 501)}\"]",
    ];

    public static TheoryData<string> Fields =>
    [
        .. NamesOf(Published["properties"]),
        .. NamesOf(Published["properties"]!["actor"]!["properties"]).Select(name => $"actor.{name}"),
        .. NamesOf(Published["properties"]!["changeSets"]!["items"]!["properties"]).Select(name => $"changeSets[].{name}"),
        .. NamesOf(Published["properties"]!["commits"]!["items"]!["properties"]).Select(name => $"commits[].{name}"),
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Schema_and_readers_agree_on_every_value(string field)
    {
        var wrong = new List<string>();
        foreach (var value in Values.Concat(WordsOf(Published)).Distinct(StringComparer.Ordinal))
        {
            var custom = With(field, value);
            var accepted = Schema.Validate(custom.DeepClone()).Count == 0;
            var refusing = Types.Where(type => !Reads(type, custom)).ToList();
            if (accepted ? refusing.Count > 0 : refusing.Count == 0)
            {
                wrong.Add($"{custom.ToJsonString()[..Math.Min(120, custom.ToJsonString().Length)]}: "
                    + $"schema {accepted}, refused by {string.Join(", ", refusing)}");
            }
        }

        Assert.Empty(string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("result", "\"SUCCESS\"", true)]
    [InlineData("environmentTier", "\"Production\"", true)]
    [InlineData("startedAt", "\"2030-02-31T08:00:00Z\"", false)]
    public void The_two_differences_are_these(string field, string value, bool read)
    {
        var custom = With(field, value);

        Assert.Equal(!read, Schema.Validate(custom.DeepClone()).Count == 0);
        Assert.Equal(read, Reads("cdevents.service.deployed", custom));
    }

    [Theory]
    [InlineData("delivery-custom-data.schema.json")]
    [InlineData("delivery-events.schema.json")]
    public void The_documentation_has_what_is_served(string name) => Assert.Equal(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, Code, name)),
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/schemas", name)));

    private static JsonObject With(string field, string value)
    {
        var custom = new JsonObject { ["kind"] = "access" };
        var (list, name) = field.Split(["[].", "."], 2, StringSplitOptions.None) is [var owner, var inner]
            ? (owner, inner) : (null, field);
        var node = JsonNode.Parse(value);
        if (list is null)
        {
            // A request that says nothing of its kind is told as missing by a test of its own.
            if (name != "kind" || node is not null)
            {
                custom[name] = node;
            }

            return custom;
        }

        var item = list == "commits" ? new JsonObject { ["sha"] = "0123456" } : [];
        item[name] = node;
        custom[list] = list == "actor" ? item : new JsonArray(item);
        return custom;
    }

    private static bool Reads(string type, JsonObject custom) => DeliveryEvents.Parse(new DeploymentEventBuilder()
        .With("type", $"dev.{type}.0.3.0")
        .With("data.subject.content.change", new JsonObject { ["id"] = "7" })
        .With("data.subject.content.artifactId", null)
        .With("data.subject.content.summary", "Please")
        .With("data.subject.content.creator", "somebody")
        .With("data.subject.content.uri", "https://tickets.example/7")
        .With("data.customData", custom.DeepClone())
        .Json()).IsOk;

    private static IEnumerable<string> NamesOf(JsonNode? properties) => ((JsonObject)properties!).Select(one => one.Key);

    private static IEnumerable<string> WordsOf(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field is { Key: "enum", Value: JsonArray words }
            ? words.Select(word => word?.ToJsonString() ?? "null") : WordsOf(field.Value)),
        JsonArray items => items.SelectMany(WordsOf),
        _ => [],
    };
}
