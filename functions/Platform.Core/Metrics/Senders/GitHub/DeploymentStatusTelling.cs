namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>
/// How a deployment goes on. Its end is the time of the status, never the deployment's own last change: that moves again when the
/// next deployment makes it inactive.
/// </summary>
internal sealed class DeploymentStatusTelling(RepositoryComponents components) : IGitHubTelling
{
    private const string Status = "deployment_status";

    private static readonly string[] Known = ["error", "failure", "in_progress", "queued", "pending", "success", "waiting"];

    public string Event => Status;

    public async Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken)
    {
        var state = payload.NeedText($"{Status}.state").ToLowerInvariant();
        if (state == "inactive")
        {
            return new Translation.Ignored(IgnoredReasons.DeploymentInactive);
        }

        return state.Length > 0 && !Known.Contains(state)
            ? new Translation.Refused([new(
                "deployment-state-unknown", $"'{state}' is no state of a deployment.", $"{Status}.state", state,
                string.Join(", ", Known))])
            : await DeploymentStory.TellAsync(
                payload,
                components,
                new(
                    $"status:{payload.NeedNumber($"{Status}.id")}", state, payload.NeedTime($"{Status}.created_at"),
                    payload.Text($"{Status}.environment"), payload.Text($"{Status}.log_url")),
                cancellationToken);
    }
}
