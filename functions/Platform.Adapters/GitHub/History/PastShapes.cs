using System.Text.Json.Nodes;
using Platform.Core.Metrics.Backfill;
using Platform.Core.Primitives;

namespace Platform.Adapters.GitHub.History;

/// <summary>Puts what the API lists into the shapes of webhooks: most parts are the same objects.</summary>
internal static class PastShapes
{
    public static IEnumerable<PastDelivery> Of(PastKind kind, JsonObject one) => kind switch
    {
        PastKind.Commits => [Delivery("commit", "listed", "commit", one)],
        PastKind.PullRequests =>
            [Delivery("pull_request", one["closed_at"] is null ? "opened" : "closed", "pull_request", one)],
        PastKind.Deployments => [Delivery("deployment", "created", "deployment", one)],
        PastKind.Releases => [Delivery("release", one["published_at"] is null ? "created" : "released", "release", one)],
        PastKind.WorkflowRuns => [Delivery("workflow_run", "completed", "workflow_run", one)],
        _ when one["pull_request"] is not null => [],
        _ => [Delivery("issues", one["closed_at"] is null ? "edited" : "closed", "issue", one)],
    };

    /// <summary>A review with its pull request, a status with its deployment.</summary>
    public static PastDelivery Part(PastKind kind, JsonObject part, JsonObject of)
    {
        var (name, action, field, whole) = kind == PastKind.PullRequests
            ? ("pull_request_review", "submitted", "review", "pull_request")
            : ("deployment_status", "created", "deployment_status", "deployment");
        var delivery = Delivery(name, action, field, part);
        delivery.Payload[whole] = of.DeepClone();
        return delivery;
    }

    /// <summary>By which a listing is in order, the newest first; null where it is asked for by time.</summary>
    public static DateTimeOffset? TimeOf(PastKind kind, JsonObject one) => kind switch
    {
        PastKind.PullRequests => Time(one["updated_at"]),
        PastKind.Deployments or PastKind.Releases => Time(one["created_at"]),
        _ => null,
    };

    private static PastDelivery Delivery(string name, string action, string field, JsonObject one) =>
        new(name, new() { ["action"] = action, [field] = one.DeepClone() });

    private static DateTimeOffset? Time(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && Instants.TryParse(text, out var at) ? at : null;
}
