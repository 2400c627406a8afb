using Platform.Core.Catalog.Discovery.News;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Queues;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Enforcement;

/// <summary>Has a pull request checked when it is opened, gets another commit, or is for another branch now.</summary>
public sealed class PullRequestEvents(IGoldenPathSource paths, IQueueSender sender) : IGitHubEventHandler
{
    public string Event => "pull_request";

    public async Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var pull = delivery.Payload.Object("pull_request");
        var isNews = delivery.Payload.Text("action") switch
        {
            "opened" or "reopened" or "synchronize" => true,
            "edited" => delivery.Payload.Object("changes")?.ContainsKey("base") is true,
            _ => false,
        };
        if (isNews && pull.Object("head").Text("sha") is { } head && pull.Object("base").Text("sha") is { } before)
        {
            await CheckEvents.AskAsync(paths, sender, delivery, head, before, cancellationToken);
        }
    }
}
