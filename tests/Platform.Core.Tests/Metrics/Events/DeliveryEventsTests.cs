using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;
using Platform.Core.Primitives;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Events;

public sealed class DeliveryEventsTests
{
    public static TheoryData<string> Types => [.. EventTypes.Standard];

    [Fact]
    public void There_are_the_45_types_of_CDEvents() => Assert.Equal(45, EventTypes.Standard.Count);

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_of_CDEvents_is_understood_or_kept(string name)
    {
        var told = DeliveryEvents.Parse(Bare(name)).Value!;

        Assert.Equal(($"dev.cdevents.{name}.0.3.0", "mySubject123"), (told.Type, told.SubjectId));
        Assert.True(told.Notice is not OtherNotice other || other.Name == name);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_CDEvents_requires_is_missed_by_name(string name)
    {
        var message = Bare(name);
        message["subject"]!["content"] = new JsonObject();

        Assert.Equal(
            EventTypes.RequiredContent(name).Select(field => $"data.subject.content.{field}"),
            DeliveryEvents.Parse(message).Problems.Select(problem => problem.Field!)
                .Where(field => !field.EndsWith("environment.id", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("dev.cdevents.service.exploded.0.1.0")]
    [InlineData("dev.cdevents.service.deployed")]
    [InlineData("com.github.push")]
    public void Other_types_are_refused(string type) => Assert.Equal(
        [(DeliveryEvents.UnknownType, "type")],
        DeliveryEvents.Parse(new DeploymentEventBuilder().With("type", type).Json()).Problems.Select(
            problem => (problem.Code, problem.Field!)));

    [Fact]
    public void Custom_events_of_others_are_kept() => Assert.IsType<OtherNotice>(DeliveryEvents.Parse(
        new DeploymentEventBuilder().With("type", "dev.cdeventsx.mytool-resource.created.0.1.0").Json()).Value!.Notice);

    [Fact]
    public void All_problems_are_told_at_once()
    {
        string[] fields =
        [
            "data.context.more", "data.context.timestamp", "data.customData.attempt", "data.customData.changeSets[0].commitSha",
            "data.customData.changeSets[1]", "data.customData.planned", "source", "specversion",
        ];
        var message = new DeploymentEventBuilder().With("specversion", "0.3").With("source", null)
            .With("data.context.timestamp", "noon").With("data.context.more", 1).With("data.customData.attempt", 0)
            .With("data.customData.planned", "no")
            .With("data.customData.changeSets", new JsonArray(new JsonObject { ["commitSha"] = "HEAD" }, "x"));

        Assert.Equal(fields, DeliveryEvents.Parse(message.Json()).Problems.Select(problem => problem.Field!).Order(
            StringComparer.Ordinal));
    }

    [Fact]
    public void Binary_mode_and_base64_say_the_same_as_structured_mode()
    {
        var structured = new DeploymentEventBuilder().Json();
        var data = structured["data"]!.ToJsonString();
        var headers = structured.Where(field => field.Key is not "data" and not "datacontenttype")
            .Select(field => KeyValuePair.Create($"Ce-{field.Key}", (string)field.Value!));
        var encoded = new DeploymentEventBuilder().With("data", null)
            .With("data_base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(data))).Json();
        var expected = PlatformJson.Serialize<object>(DeliveryEvents.Parse(structured).Value!.Notice);

        Assert.Equal(expected, PlatformJson.Serialize<object>(
            EventBatch.ReadBinary(headers, Encoding.UTF8.GetBytes(data)).Single().Event.Value!.Told.Notice));
        Assert.Equal(expected, PlatformJson.Serialize<object>(DeliveryEvents.Parse(encoded).Value!.Notice));
    }

    [Fact]
    public void Null_is_the_same_as_absent()
    {
        var message = new DeploymentEventBuilder().Json();
        foreach (var field in new[] { "treeSha", "actor", "changeSets", "component" })
        {
            message["data"]!["customData"]![field] = null;
        }

        Assert.True(DeliveryEvents.Parse(message).IsOk);
    }

    [Fact]
    public void The_time_that_customData_gives_goes_first() => Assert.Equal(
        new DateTimeOffset(2030, 1, 1, 10, 0, 0, TimeSpan.Zero),
        DeliveryEvents.Parse(new DeploymentEventBuilder()
            .With("data.customData.occurredAt", "2030-01-01T12:00:00+02:00").Json()).Value!.At);

    [Theory]
    [InlineData("https://github.com/Acme/Orders.git")]
    [InlineData("git@github.com:acme/orders.git")]
    [InlineData("ssh://git@github.com/acme/orders/")]
    [InlineData("github.com/acme/orders")]
    public void A_repository_has_one_name(string address) =>
        Assert.Equal("github.com/acme/orders", Repositories.Normalize(address));

    [Theory]
    [InlineData("production", EnvironmentTier.Production)]
    [InlineData("prod-eu2", EnvironmentTier.Production)]
    [InlineData("eu_live", EnvironmentTier.Production)]
    [InlineData("pre-prod", EnvironmentTier.Staging)]
    [InlineData("nonprod", EnvironmentTier.Testing)]
    [InlineData("staging", EnvironmentTier.Staging)]
    [InlineData("qa3", EnvironmentTier.Testing)]
    [InlineData("product-catalog", null)]
    public void An_environment_s_name_suggests_its_tier(string name, EnvironmentTier? tier) =>
        Assert.Equal(tier, EnvironmentTiers.ByName(name));

    // A CDEvent as its conformance files have it, without an envelope.
    private static JsonObject Bare(string name)
    {
        var content = new JsonObject();
        foreach (var field in EventTypes.RequiredContent(name))
        {
            content[field] = field is "environment" or "change" ? new JsonObject { ["id"] = "test123" } : "text";
        }

        return new()
        {
            ["context"] = new JsonObject
            {
                ["specversion"] = "0.5.1",
                ["id"] = "271069a8",
                ["source"] = "/event/source/123",
                ["type"] = $"dev.cdevents.{name}.0.3.0",
                ["timestamp"] = "2023-03-20T14:27:05.315384Z",
                ["chainId"] = "4c8cb7dd",
                ["schemaUri"] = "https://myorg.com/schema/custom",
                ["links"] = new JsonArray(),
            },
            ["subject"] = new JsonObject { ["id"] = "mySubject123", ["source"] = "/event/source/123", ["content"] = content },
        };
    }
}
