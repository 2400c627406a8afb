using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Actions.Verifying;
using Platform.Core.SourceControl;

namespace Platform.Functions.Scaffolding;

/// <summary>A CI run has ended: wakes the task whose commit it was. Others' runs cost one row read.</summary>
public sealed class WorkflowRunHandler(ICommitIndex commits, TaskSignals signals, TimeProvider clock)
    : IGitHubEventHandler
{
    public string Event => "workflow_run";

    public async Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var cameAt = clock.GetUtcNow();
        if (Text(delivery.Payload["action"]) == "completed"
            && Text(delivery.Payload["workflow_run"]?["head_sha"]) is { } sha
            && await commits.FindAsync(sha, cancellationToken) is { } origin)
        {
            var moment = cameAt.ToString("O", CultureInfo.InvariantCulture);
            await signals.RaiseAsync(origin.Task, VerifyFirstRunAction.RunCompleted, moment, cancellationToken);
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
