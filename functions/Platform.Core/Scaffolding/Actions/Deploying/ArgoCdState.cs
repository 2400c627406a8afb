using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Deploying;

/// <summary>What Argo CD says of an application at one moment.</summary>
/// <param name="Revisions">What it is synced to: one commit for each source.</param>
/// <param name="Sync">Synced, OutOfSync or Unknown.</param>
/// <param name="Health">Healthy, Progressing, Degraded, Suspended, Missing or Unknown.</param>
/// <param name="Phase">Of the last operation: Running, Succeeded, Failed, Error or Terminating; null before the first.</param>
/// <param name="Message">Of the last operation.</param>
/// <param name="ApplicationSet">What made the application; null when nothing did, or nothing tells.</param>
public sealed record ArgoCdState(
    string Application,
    IReadOnlyList<string> Revisions,
    string? Sync,
    string? Health,
    string? Phase,
    string? Message,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? ApplicationSet = null)
{
    private const int LongestMessage = 500;

    public bool HasSucceeded => Phase == "Succeeded" && Sync == "Synced";

    public bool HasFailed => Phase is "Failed" or "Error";

    public bool IsHealthy => Health == "Healthy";

    /// <param name="revision">A commit, or the first 7 characters of it at least; null is any.</param>
    public bool IsAt(string? revision) =>
        revision is null || Revisions.Any(own => own.StartsWith(revision, StringComparison.OrdinalIgnoreCase));

    /// <summary>An Application as Argo CD's API has it.</summary>
    public static ArgoCdState? OfApplication(JsonNode? application)
    {
        var (metadata, status) = (application?["metadata"], application?["status"]);
        var operation = status?["operationState"];
        var owner = (metadata?["ownerReferences"] as JsonArray)?
            .FirstOrDefault(reference => Text(reference?["kind"]) == "ApplicationSet");
        return Text(metadata?["name"]) is { } name
            ? new(
                name,
                RevisionsOf(operation?["syncResult"]) is { Count: > 0 } synced ? synced : RevisionsOf(status?["sync"]),
                Text(status?["sync"]?["status"]),
                Text(status?["health"]?["status"]),
                Text(operation?["phase"]),
                Short(Text(operation?["message"])),
                Instant(operation?["startedAt"]),
                Instant(operation?["finishedAt"]),
                Text(owner?["name"]))
            : null;
    }

    /// <summary>The <c>argocd</c> object that our notification template puts into an event.</summary>
    public static ArgoCdState? OfNotification(JsonNode? told) => Text(told?["application"]) is { } name
        ? new(
            name,
            RevisionsOf(told),
            Text(told?["sync"]),
            Text(told?["health"]),
            Text(told?["phase"]),
            Short(Text(told?["message"])),
            Instant(told?["startedAt"]),
            Instant(told?["finishedAt"]))
        : null;

    private static List<string> RevisionsOf(JsonNode? node) =>
        [.. (node?["revisions"] as JsonArray ?? []).Append(node?["revision"]).Select(Text).OfType<string>().Distinct()];

    private static string? Short(string? text) => text is { Length: > LongestMessage } ? text[..LongestMessage] : text;

    private static DateTimeOffset? Instant(JsonNode? node) => Instants.TryParse(Text(node), out var at) ? at : null;

    private static string? Text(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String && node.GetValue<string>() is { Length: > 0 } text ? text : null;
}

/// <summary>What Argo CD told of applications, and which tasks wait for one.</summary>
public interface IArgoCdStates
{
    /// <summary>Of one application's states the one whose operation began last is the newest.</summary>
    Task RecordAsync(ArgoCdState state, CancellationToken cancellationToken);

    Task<ArgoCdState?> FindAsync(string application, CancellationToken cancellationToken);

    Task AddWaiterAsync(string application, TaskId task, CancellationToken cancellationToken);

    Task RemoveWaiterAsync(string application, TaskId task, CancellationToken cancellationToken);

    Task<IReadOnlyList<TaskId>> WaitersAsync(string application, CancellationToken cancellationToken);
}

/// <summary>Asks Argo CD itself. Only servers that the platform is set up with are called.</summary>
public interface IArgoCd
{
    /// <returns>The problem when the server is none of those that may be asked.</returns>
    Problem? Refuse(string server, string field);

    /// <returns>Null while there is no such application, or the server doesn't answer.</returns>
    Task<ArgoCdState?> FindAsync(string server, string application, string? token, CancellationToken cancellationToken);

    /// <returns>The application set as it is written; null when it can't be read.</returns>
    Task<JsonNode?> FindSetAsync(string server, string name, string? token, CancellationToken cancellationToken);
}
