using System.Text.Json.Nodes;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>
/// A push to a default branch is news, whatever it touches: which files matter is only known where the catalog's sources are.
/// </summary>
public sealed class DescriptorPushHandler(IQueueSender sender) : IGitHubEventHandler
{
    private const string Branches = "refs/heads/";
    private const string Nothing = "0000000000000000000000000000000000000000";

    /// <summary>
    /// GitHub says that it lists at most 2,048 commits, other hosts of its API list 20; a push of so many may have had more.
    /// </summary>
    private const int FewestThatMayBeAll = 20;

    /// <summary>With more the message would be larger than the answer to asking what has changed.</summary>
    private const int MostPaths = 3000;

    public string Event => "push";

    public Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken) =>
        Read(delivery)?.SendAsync(sender, cancellationToken) ?? Task.CompletedTask;

    private static RepositoryNews? Read(GitHubDelivery delivery)
    {
        var push = delivery.Payload;
        var repository = push.Object("repository");
        var branch = repository.Text("default_branch");
        if (branch is null || push.Text("ref") != Branches + branch || repository.Number("id") is not { } number
            || !RepositoryName.TryParse(repository.Text("full_name"), out var name))
        {
            return null;
        }

        var news = new RepositoryNews(
            delivery.Id, NewsKind.Pushed, name.ToString(), number, Url: repository.Url("html_url"), Branch: branch,
            Before: Commit(push.Text("before")), After: push.IsTrue("deleted") ? null : Commit(push.Text("after")));
        var touched = Touched(push);
        // A forced push also takes back what the commits that are gone have changed.
        var isWhole = !push.IsTrue("forced") && !push.IsTrue("created") && touched is { Count: <= MostPaths };
        return !isWhole || news.After is null ? news : news with
        {
            Changed = [.. touched!.Where(path => path.Value).Select(path => path.Key).Order(StringComparer.Ordinal)],
            Removed = [.. touched!.Where(path => !path.Value).Select(path => path.Key).Order(StringComparer.Ordinal)],
        };
    }

    /// <returns>By path, whether it is there afterwards; null when commits were left out.</returns>
    private static Dictionary<string, bool>? Touched(JsonObject push)
    {
        var commits = push["commits"] as JsonArray ?? [];
        if (commits.Count >= FewestThatMayBeAll)
        {
            return null;
        }

        var touched = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var commit in commits.OfType<JsonObject>())
        {
            foreach (var (change, remains) in new[] { ("removed", false), ("added", true), ("modified", true) })
            {
                foreach (var path in (commit[change] as JsonArray ?? []).OfType<JsonValue>())
                {
                    if (path.TryGetValue<string>(out var text))
                    {
                        touched[text] = remains;
                    }
                }
            }
        }

        return touched;
    }

    private static string? Commit(string? sha) => sha is null or Nothing ? null : sha;
}
