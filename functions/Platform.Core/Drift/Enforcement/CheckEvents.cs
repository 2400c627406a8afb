using System.Text.Json.Nodes;
using Platform.Core.Catalog.Discovery.News;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Queues;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Enforcement;

/// <summary>Has a commit looked at once more when somebody asks for that on its page.</summary>
public sealed class CheckEvents(IGoldenPathSource paths, IQueueSender sender) : IGitHubEventHandler
{
    public string Event => "check_run";

    public async Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var run = delivery.Payload.Object("check_run");
        if (delivery.Payload.Text("action") == "rerequested" && run.Text("name") == GoldenPathCheck.Name
            && run.Text("head_sha") is { } head
            && (run?["pull_requests"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault() is { } pull
            && pull.Object("base").Text("sha") is { } before)
        {
            await AskAsync(paths, sender, delivery, head, before, cancellationToken);
        }
    }

    internal static async Task AskAsync(
        IGoldenPathSource paths, IQueueSender sender, GitHubDelivery delivery, string head, string before,
        CancellationToken cancellationToken)
    {
        var repository = delivery.Payload.Object("repository").Text("full_name");
        if (repository is not null && (await paths.CurrentAsync(cancellationToken)).Enforcement.IsEnabled)
        {
            await new CheckRequest(delivery.Id, repository, head, before).SendAsync(sender, cancellationToken);
        }
    }
}
