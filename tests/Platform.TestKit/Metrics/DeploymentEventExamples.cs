using System.Text.Json.Nodes;

namespace Platform.TestKit.Metrics;

/// <summary>Messages of queue <c>delivery-events</c>, right and wrong, for the code and for the published schema alike.</summary>
public static class DeploymentEventExamples
{
    private const string Component = "data.customData.component";

    public static IReadOnlyList<JsonObject> Accepted { get; } =
    [
        With("subject", null),
        With("type", "dev.cdevents.build.finished.0.3.0"),
        With("type", "dev.cdeventsx.platform-commits.pushed.0.1.0"),
        With("data.customData", null),
        With(Component, null),
        With("type", "dev.cdevents.service.upgraded.0.3.0"),
        With("type", "dev.cdevents.service.rolledback.0.4.0-draft"),
        With("data.context.timestamp", "2030-01-01T14:00:00.5+02:00"),
        With("data.customData.result", null),
        With("data.customData.commitSha", null),
        With("data.customData.anything", "else"),
        With(Component, "orders"),
        With(Component, "team-a/orders"),
        With(Component, "Component:Default/Order_Service.v2"),
    ];

    public static IReadOnlyList<JsonObject> Refused { get; } =
    [
        With("specversion", "0.3"),
        With("specversion", null),
        With("id", null),
        With("id", string.Empty),
        With("id", 7),
        With("source", null),
        With("type", "dev.cdevents.service.deployed"),
        With("type", "dev.cdevents.service.sunk.0.3.0"),
        With("type", "com.github.push"),
        With("data", null),
        With("data", "text"),
        With("data.context", null),
        With("data.context.timestamp", null),
        With("data.context.timestamp", "2030-01-01T12:00:00"),
        With("data.subject", null),
        With("data.subject.content", null),
        With("data.subject.content.environment", null),
        With("data.subject.content.environment.id", string.Empty),
        With(Component, string.Empty),
        With(Component, "component:"),
        With(Component, ":orders"),
        With(Component, "a/b/c"),
        With(Component, "-orders"),
        With(Component, new string('x', 64)),
        With("data.customData.result", "maybe"),
        With("data.customData.commitSha", "HEAD"),
    ];

    private static JsonObject With(string path, JsonNode? value) => new DeploymentEventBuilder().With(path, value).Json();
}
