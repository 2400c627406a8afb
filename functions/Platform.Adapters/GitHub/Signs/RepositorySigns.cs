using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Facts;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using BranchProtection = Platform.Core.Drift.Facts.BranchProtection;

namespace Platform.Adapters.GitHub.Signs;

/// <summary>Asks GitHub for what no listing shows.</summary>
internal sealed class RepositorySigns(
    IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock) : IRepositorySigns
{
    private const int PageSize = 100;
    private const int MostPages = 3;
    private const int Runs = 20;
    private const int DocsCommits = 30;

    private readonly ReadCalls _calls = ReadCalls.Of(client, options.Value, waits, clock);

    public async Task<Result<ListedRepository>> FindAsync(long id, CancellationToken cancellationToken)
    {
        var context = new CallContext($"read the repository {id}", null);
        var answer = await _calls.GetAsync<WireRepository>(
            context, new($"repositories/{id}", UriKind.Relative), null, cancellationToken);
        return !answer.IsOk ? Result<ListedRepository>.Failed(answer.Problems)
            : answer.Value.Body is { } found ? RepositoryFinder.Listed(found)
            : new Problem(ReadingProblems.RepositoryNotFound, $"There is no repository {id}.", "repository", $"{id}");
    }

    public async Task<Result<BranchProtection>> ProtectionAsync(
        RepositoryName repository, string branch, CancellationToken cancellationToken)
    {
        var name = Uri.EscapeDataString(branch);
        var rules = await GetAsync(
            repository, "read the rules of a branch", $"rules/branches/{name}?per_page={PageSize}", cancellationToken);
        var classic = await GetAsync(
            repository, "read the protection of a branch", $"branches/{name}/protection", cancellationToken);
        return rules.IsOk && classic.IsOk
            ? SignsJson.Protection(rules.Value.Value as JsonArray ?? [], classic.Value.Value as JsonObject)
            : Result<BranchProtection>.Failed([.. rules.Problems, .. classic.Problems]);
    }

    public async Task<Result<CiState>> CiAsync(
        RepositoryName repository, string branch, CancellationToken cancellationToken)
    {
        var route = $"actions/runs?branch={Uri.EscapeDataString(branch)}&per_page={Runs}";
        var runs = await GetAsync(repository, "list the CI runs", route, cancellationToken);
        return runs.IsOk
            ? SignsJson.Ci(runs.Value.Value?["workflow_runs"] as JsonArray ?? [])
            : Result<CiState>.Failed(runs.Problems);
    }

    public async Task<Result<CommitShares>> CommitsAsync(
        RepositoryName repository,
        string branch,
        DateTimeOffset since,
        IReadOnlyList<string> docs,
        CancellationToken cancellationToken)
    {
        var commits = new List<JsonObject>();
        var complete = false;
        for (var page = 1; page <= MostPages && !complete; page++)
        {
            var route = $"commits?sha={Uri.EscapeDataString(branch)}&since={since:yyyy-MM-dd'T'HH:mm:ss'Z'}"
                + $"&per_page={PageSize}&page={page}";
            var found = await ListAsync(repository, "list the commits", route, cancellationToken);
            if (!found.IsOk)
            {
                return Result<CommitShares>.Failed(found.Problems);
            }

            commits.AddRange(found.Value);
            complete = found.Value.Count < PageSize;
        }

        var ofDocs = new List<JsonObject>();
        foreach (var path in docs)
        {
            var route = $"commits?sha={Uri.EscapeDataString(branch)}&path={Uri.EscapeDataString(path)}&per_page={DocsCommits}";
            var found = await ListAsync(repository, "list the commits of the docs", route, cancellationToken);
            if (!found.IsOk)
            {
                return Result<CommitShares>.Failed(found.Problems);
            }

            ofDocs.AddRange(found.Value);
        }

        return SignsJson.Shares(since, complete, commits, ofDocs);
    }

    private async Task<Result<IReadOnlyList<JsonObject>>> ListAsync(
        RepositoryName repository, string doing, string route, CancellationToken cancellationToken)
    {
        var found = await GetAsync(repository, doing, route, cancellationToken);
        // A repository without a commit has none to list.
        return found.IsOk || found.Problems[0].Code == ReadingProblems.RepositoryEmpty
            ? Result<IReadOnlyList<JsonObject>>.Ok(
                [.. ((found.IsOk ? found.Value.Value as JsonArray : null) ?? []).OfType<JsonObject>()])
            : Result<IReadOnlyList<JsonObject>>.Failed(found.Problems);
    }

    private async Task<Result<Found<JsonNode>>> GetAsync(
        RepositoryName repository, string doing, string route, CancellationToken cancellationToken)
    {
        var answer = await _calls.GetAsync<JsonNode>(
            new CallContext(doing, repository), GitHubRoutes.Of(repository, route), null, cancellationToken);
        return answer.IsOk ? new Found<JsonNode>(answer.Value.Body) : Result<Found<JsonNode>>.Failed(answer.Problems);
    }
}
