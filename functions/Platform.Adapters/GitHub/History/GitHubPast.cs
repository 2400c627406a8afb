using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Metrics.Backfill;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.History;

/// <summary>
/// Pages of the past. The newest comes first, so that reading ends where the time does; a pull request costs two calls more
/// (reviews here, commits when it is told), a deployment one (its statuses).
/// </summary>
internal sealed class GitHubPast(
    IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock, GitHubLabels labels)
    : IGitHubPast
{
    private const int PageSize = 50;

    private readonly ReadCalls _calls = ReadCalls.Of(client, options.Value, waits, clock);

    public async Task<Result<PastPage>> ReadAsync(
        RepositoryName repository, PastKind kind, DateTimeOffset since, int page, CancellationToken cancellationToken)
    {
        var about = await GetAsync(repository, "read the repository", string.Empty, cancellationToken);
        if (!about.IsOk || about.Value is not JsonObject shape)
        {
            return about.IsOk ? Missing(repository) : Result<PastPage>.Failed(about.Problems);
        }

        var listed = await ListAsync(repository, kind, since, page, cancellationToken);
        if (!listed.IsOk)
        {
            return Result<PastPage>.Failed(listed.Problems);
        }

        var deliveries = new List<PastDelivery>();
        var wanted = listed.Value.Where(one => PastShapes.TimeOf(kind, one) is not { } at || at >= since).ToList();
        foreach (var one in wanted)
        {
            deliveries.AddRange(PastShapes.Of(kind, one));
            var more = await MoreAsync(repository, kind, one, cancellationToken);
            if (!more.IsOk)
            {
                return Result<PastPage>.Failed(more.Problems);
            }

            deliveries.AddRange(more.Value);
        }

        foreach (var delivery in deliveries)
        {
            delivery.Payload["repository"] = shape.DeepClone();
        }

        return new PastPage(deliveries, wanted.Count, listed.Value.Count == PageSize && wanted.Count == listed.Value.Count);
    }

    private async Task<Result<IReadOnlyList<JsonObject>>> ListAsync(
        RepositoryName repository, PastKind kind, DateTimeOffset since, int page, CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        foreach (var address in Addresses(kind, since, page))
        {
            var answer = await GetAsync(repository, $"list its {kind}", address, cancellationToken);
            if (!answer.IsOk)
            {
                return Result<IReadOnlyList<JsonObject>>.Failed(answer.Problems);
            }

            var items = answer.Value is JsonObject wrapped ? wrapped["workflow_runs"] as JsonArray : answer.Value as JsonArray;
            all.AddRange((items ?? []).OfType<JsonObject>().Select(one => (JsonObject)one.DeepClone()));
        }

        return all;
    }

    /// <summary>What a list leaves out, in the shape of its own webhooks.</summary>
    private async Task<Result<IReadOnlyList<PastDelivery>>> MoreAsync(
        RepositoryName repository, PastKind kind, JsonObject one, CancellationToken cancellationToken)
    {
        var address = kind switch
        {
            PastKind.PullRequests => $"pulls/{one["number"]}/reviews?per_page=100",
            PastKind.Deployments => $"deployments/{one["id"]}/statuses?per_page=100",
            _ => null,
        };
        if (address is null)
        {
            return Result<IReadOnlyList<PastDelivery>>.Ok([]);
        }

        var answer = await GetAsync(repository, "list what belongs to it", address, cancellationToken);
        return answer.IsOk
            ? Result<IReadOnlyList<PastDelivery>>.Ok(
            [
                .. ((answer.Value as JsonArray) ?? []).OfType<JsonObject>()
                    .Select(part => PastShapes.Part(kind, (JsonObject)part.DeepClone(), one)),
            ])
            : Result<IReadOnlyList<PastDelivery>>.Failed(answer.Problems);
    }

    private string[] Addresses(PastKind kind, DateTimeOffset since, int page)
    {
        var from = Uri.EscapeDataString(since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        var paging = string.Create(CultureInfo.InvariantCulture, $"per_page={PageSize}&page={page}");
        return kind switch
        {
            PastKind.Commits => [$"commits?since={from}&{paging}"],
            PastKind.PullRequests => [$"pulls?state=all&sort=updated&direction=desc&{paging}"],
            PastKind.Deployments => [$"deployments?{paging}"],
            PastKind.Releases => [$"releases?{paging}"],
            PastKind.WorkflowRuns => [$"actions/runs?status=completed&created={Uri.EscapeDataString(">=")}{from}&{paging}"],
            PastKind.Tickets => Issues(labels.Tickets),
            _ => Issues(labels.Incidents),
        };

        // GitHub means all of several labels, we mean any.
        string[] Issues(IReadOnlyList<string> wanted) =>
            [.. wanted.Select(label => $"issues?state=all&since={from}&labels={Uri.EscapeDataString(label)}&{paging}")];
    }

    private async Task<Result<JsonNode?>> GetAsync(
        RepositoryName repository, string doing, string address, CancellationToken cancellationToken)
    {
        var route = address.Length == 0 ? GitHubRoutes.Repository(repository) : GitHubRoutes.Of(repository, address);
        var answer = await _calls.GetAsync<JsonNode>(
            new CallContext(doing, repository), route, null, cancellationToken);
        return answer.IsOk ? Result<JsonNode?>.Ok(answer.Value.Body)
            : answer.Problems[0].Code == GitHubProblems.Empty ? Result<JsonNode?>.Ok(null)
            : Result<JsonNode?>.Failed(answer.Problems);
    }

    private static Problem Missing(RepositoryName repository) => new(
        GitHubProblems.RepositoryNotFound, $"There is no repository {repository}, or the token may not see it.", "repository",
        repository.ToString());
}
