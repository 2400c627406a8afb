using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.History;

/// <summary>Commits of pull requests and between commits, page by page.</summary>
internal sealed class GitHubHistory(
    IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock) : IRepositoryHistory
{
    private const int PageSize = 100;

    /// <summary>GitHub shows 250 of a pull request, and a push of more than 100 pages is nobody's work.</summary>
    private const int MostPages = 100;

    private readonly ReadCalls _calls = ReadCalls.Of(client, options.Value, waits, clock);

    public Task<Result<IReadOnlyList<HistoryCommit>>> CommitsOfAsync(
        RepositoryName repository, long number, CancellationToken cancellationToken) => ListAsync(
            CallContext.For(repository).To($"list the commits of pull request {number}"),
            page => GitHubRoutes.Of(repository, $"pulls/{number}/commits?per_page={PageSize}&page={page}"),
            body => body as JsonArray,
            cancellationToken);

    public Task<Result<IReadOnlyList<HistoryCommit>>> CommitsBetweenAsync(
        RepositoryName repository, string from, string to, CancellationToken cancellationToken) => ListAsync(
            CallContext.For(repository).To("compare two commits"),
            page => GitHubRoutes.Of(repository, $"compare/{from}...{to}?per_page={PageSize}&page={page}"),
            body => body["commits"] as JsonArray,
            cancellationToken);

    private async Task<Result<IReadOnlyList<HistoryCommit>>> ListAsync(
        CallContext context, Func<int, Uri> route, Func<JsonNode, JsonArray?> commitsOf, CancellationToken cancellationToken)
    {
        var commits = new List<HistoryCommit>();
        for (var page = 1; page <= MostPages; page++)
        {
            var answer = await _calls.GetAsync<JsonNode>(context, route(page), null, cancellationToken);
            if (!answer.IsOk)
            {
                return Result<IReadOnlyList<HistoryCommit>>.Failed(answer.Problems);
            }

            var found = answer.Value.Body is { } body ? commitsOf(body) : null;
            commits.AddRange((found ?? []).OfType<JsonObject>().Select(HistoryJson.Commit).OfType<HistoryCommit>());
            if (found is not { Count: PageSize })
            {
                break;
            }
        }

        return Result<IReadOnlyList<HistoryCommit>>.Ok(commits);
    }
}
