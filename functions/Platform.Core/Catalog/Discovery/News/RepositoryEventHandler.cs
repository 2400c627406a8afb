using Platform.Core.Queues;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>What becomes of repositories as a whole.</summary>
public sealed class RepositoryEventHandler(IQueueSender sender) : IGitHubEventHandler
{
    public string Event => "repository";

    public Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken) =>
        Read(delivery)?.SendAsync(sender, cancellationToken) ?? Task.CompletedTask;

    private static RepositoryNews? Read(GitHubDelivery delivery)
    {
        var repository = delivery.Payload.Object("repository");
        if (repository.Number("id") is not { } number
            || !RepositoryName.TryParse(repository.Text("full_name"), out var name))
        {
            return null;
        }

        var changes = delivery.Payload.Object("changes");
        var news = new RepositoryNews(
            delivery.Id, NewsKind.Changed, name.ToString(), number,
            Url: repository.Url("html_url"), Branch: repository.Text("default_branch"));
        return delivery.Payload.Text("action") switch
        {
            "created" or "archived" or "unarchived" => news,
            "deleted" => news with { Kind = NewsKind.Deleted },
            "renamed" => news with { Former = Named(name.Owner, changes.Object("repository").Object("name").Text("from")) },
            "transferred" => news with { Former = Named(FormerOwner(changes.Object("owner").Object("from")), name.Name) },
            "edited" when changes.Object("default_branch") is not null => news,
            _ => null,
        };

        static string? FormerOwner(System.Text.Json.Nodes.JsonObject? from) =>
            (from.Object("organization") ?? from.Object("user")).Text("login");
    }

    private static string? Named(string? owner, string? name) =>
        RepositoryName.TryCreate(owner, name, out var former) ? former.ToString() : null;
}
