using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>
/// A push to a default branch that touched a <c>catalog-info.yaml</c>, in whatever folder, becomes one request to read those
/// files at the pushed commit.
/// </summary>
public sealed class DescriptorPushHandler(ICatalogIngestion ingestion) : IGitHubEventHandler
{
    private const string FileName = "catalog-info.yaml";

    /// <summary>GitHub lists no more commits than this in a push; what the others touched is not known.</summary>
    private const int MostListedCommits = 2048;

    public string Event => "push";

    public async Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        foreach (var request in Requests(delivery))
        {
            await ingestion.RequestAsync(request, cancellationToken);
        }
    }

    private static IEnumerable<CatalogIngestRequest> Requests(GitHubDelivery delivery)
    {
        var push = delivery.Payload;
        var repository = push["repository"] as JsonObject;
        var branch = Text(repository?["default_branch"]);
        var name = Text(repository?["full_name"]);
        var sha = Text(push["after"]);
        if (branch is null || name is null || sha is null || Text(push["ref"]) != $"refs/heads/{branch}"
            || IsTrue(push["deleted"]))
        {
            return [];
        }

        return TouchedDescriptors(push).Chunk(CatalogIngestMessage.MostPaths).Select(paths => new CatalogIngestRequest(
            delivery.Id,
            Repository: name,
            Sha: sha,
            Paths: paths,
            Url: Uri.TryCreate(Text(repository?["html_url"]), UriKind.Absolute, out var url) ? url : null,
            Branch: branch,
            OccurredAt: PushedAt(push)));
    }

    private static IEnumerable<string> TouchedDescriptors(JsonObject push)
    {
        var commits = push["commits"] as JsonArray ?? [];
        var touched = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var commit in commits.OfType<JsonObject>())
        {
            foreach (var (change, remains) in new[] { ("removed", false), ("added", true), ("modified", true) })
            {
                foreach (var path in (commit[change] as JsonArray ?? []).Select(Text).OfType<string>().Where(IsDescriptor))
                {
                    touched[path] = remains;
                }
            }
        }

        if (commits.Count >= MostListedCommits)
        {
            touched[FileName] = true;
        }

        return touched.Where(path => path.Value).Select(path => path.Key).Order(StringComparer.Ordinal);
    }

    /// <summary>The head commit's own time is the author's to choose; GitHub's time of the push is not.</summary>
    private static DateTimeOffset? PushedAt(JsonObject push) => (push["repository"] as JsonObject)?["pushed_at"] switch
    {
        JsonValue value when value.TryGetValue<long>(out var seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds),
        JsonValue value when Instants.TryParse(Text(value), out var instant) => instant,
        _ => null,
    };

    private static bool IsDescriptor(string path) =>
        path == FileName || path.EndsWith('/' + FileName, StringComparison.Ordinal);

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
