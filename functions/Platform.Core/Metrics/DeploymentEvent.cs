using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics;

/// <summary>
/// Reads messages of queue <c>delivery-events</c>: CloudEvents 1.0 in structured JSON that carry a CDEvents deployment event.
/// CDEvents has no field for the component, the result and the commit, so those stand in <c>customData</c>. The rules are those
/// of
/// <c>delivery-events.schema.json</c>; a test holds the two together.
/// </summary>
public static partial class DeploymentEvent
{
    public const string NotJson = MessageJson.NotJson;
    public const string UnknownType = "event-type-unknown";

    private const string TypeRequirements = "dev.cdevents.service.deployed, .upgraded or .rolledback, and a version";

    public static Result<DeploymentFact> Parse(ReadOnlySpan<byte> utf8)
    {
        var message = MessageJson.Open(utf8, maxDepth: 32, "a CloudEvent");
        return message.IsOk ? Parse(message.Value) : Result<DeploymentFact>.Failed(message.Problems);
    }

    private static Result<DeploymentFact> Parse(JsonObject message)
    {
        var checks = new FieldChecks();
        checks.Text(message, string.Empty, "specversion", required: true, text => text == "1.0", "1.0");
        var id = checks.Text(message, string.Empty, "id", required: true, IsShort, "1 to 500 characters");
        var source = checks.Text(message, string.Empty, "source", required: true, IsShort, "1 to 500 characters");
        var kind = Kind(checks, message);
        var data = checks.Object(message, string.Empty, "data", required: true);
        if (data is null)
        {
            return Result<DeploymentFact>.Failed(checks.Problems);
        }

        var at = OccurredAt(checks, data);
        var environment = Environment(checks, data);
        var custom = checks.Object(data, "data", "customData", required: true) ?? [];
        const string path = "data.customData";
        var component = data["customData"] is JsonObject
            ? checks.Text(custom, path, "component", required: true, IsComponent, EntityRefFormat.Requirements)
            : null;
        var result = checks.Text(
            custom, path, "result", required: false, text => text is "success" or "failure",
            "success or failure");
        var commit = checks.Text(
            custom, path, "commitSha", required: false, text => Commit().IsMatch(text),
            "7 to 64 lower-case hex digits");
        return checks.IsClean
            ? new DeploymentFact(
                source!, id!, EntityRef.Parse(component!, "component"), at, environment!, kind!.Value,
                result == "failure" ? DeploymentResult.Failure : DeploymentResult.Success, commit)
            : Result<DeploymentFact>.Failed(checks.Problems);
    }

    private static DeploymentKind? Kind(FieldChecks checks, JsonObject message)
    {
        var type = checks.Text(message, string.Empty, "type", required: true, _ => true, TypeRequirements);
        var match = Type().Match(type ?? string.Empty);
        if (type is not null && !match.Success)
        {
            checks.Add(UnknownType, "type", JsonValue.Create(type), TypeRequirements);
        }

        return match.Groups["predicate"].Value switch
        {
            "deployed" => DeploymentKind.Deployed,
            "upgraded" => DeploymentKind.Upgraded,
            "rolledback" => DeploymentKind.RolledBack,
            _ => null,
        };
    }

    private static DateTimeOffset OccurredAt(FieldChecks checks, JsonObject data)
    {
        var instant = default(DateTimeOffset);
        if (checks.Object(data, "data", "context", required: true) is { } context)
        {
            checks.Text(
                context, "data.context", "timestamp", required: true, text =>
                    Instants.TryParse(text, out instant), Instants.Requirements);
        }

        // One form for one instant: a sender that changes its offset still repeats the same event.
        return instant.ToUniversalTime();
    }

    private static string? Environment(FieldChecks checks, JsonObject data) =>
        checks.Object(data, "data", "subject", required: true) is { } subject
        && checks.Object(subject, "data.subject", "content", required: true) is { } content
        && checks.Object(content, "data.subject.content", "environment", required: true) is { } environment
            ? checks.Text(environment, "data.subject.content.environment", "id", required: true, IsShort, "1 to 500 characters")
            : null;

    private static bool IsShort(string text) => text.Length is > 0 and <= 500;

    private static bool IsComponent(string text) =>
        EntityRef.TryParse(text, out var component, "component") && EntityRefFormat.IsValid(component);

    [GeneratedRegex(@"\Adev\.cdevents\.service\.(?<predicate>deployed|upgraded|rolledback)\.\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?\z")]
    private static partial Regex Type();

    [GeneratedRegex(@"\A[0-9a-f]{7,64}\z")]
    private static partial Regex Commit();
}
