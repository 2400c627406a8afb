namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>A deployment was asked for; that it ended its statuses say.</summary>
internal sealed class DeploymentTelling(RepositoryComponents components) : IGitHubTelling
{
    public string Event => "deployment";

    public async Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken) =>
        await DeploymentStory.TellAsync(
            payload,
            components,
            new("created", "queued", payload.NeedTime("deployment.created_at"), null, null),
            cancellationToken);
}
