using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Calls below one repository in GitHub's own words, for what Octokit has no methods for or reads back too early. The repository
/// exists for certain: whoever calls has read it before.
/// </summary>
internal sealed class RepositoryApi(IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock)
{
    private const int PageSize = 100;

    private readonly GitHubCalls _calls = GitHubCalls.Of(client, options.Value, waits, clock);

    /// <returns>Nothing when there is no such thing.</returns>
    public Task<Result<Found<JsonNode>>> FindAsync(
        RepositoryName repository, string doing, string path, CancellationToken cancellationToken) => _calls.FindAsync(
            CallContext.For(repository).To(doing),
            async github => (await github.Connection.Get<JsonNode>(GitHubRoutes.Of(repository, path), null)).Body,
            cancellationToken);

    /// <summary>The same for what is not a repository's.</summary>
    public Task<Result<Found<JsonNode>>> FindElsewhereAsync(string doing, string path, CancellationToken cancellationToken) =>
        _calls.FindAsync(
            new CallContext(doing, Repository: null),
            async github => (await github.Connection.Get<JsonNode>(new(path, UriKind.Relative), null)).Body,
            cancellationToken);

    /// <summary>Sends what is not a repository's; nothing may be there already.</summary>
    public Task<Result<JsonNode>> SendElsewhereAsync(
        string doing, HttpMethod method, string path, JsonObject body, CancellationToken cancellationToken) => _calls.RunAsync(
            new CallContext(doing, Repository: null),
            async github =>
            {
                var route = new Uri(path, UriKind.Relative);
                var sent = method == HttpMethod.Put
                    ? await github.Connection.Put<JsonNode>(route, body)
                    : await github.Connection.Post<JsonNode>(route, body, null, null, cancellationToken: cancellationToken);
                return sent.Body ?? new JsonObject();
            },
            cancellationToken);

    /// <summary>The first page of a listing.</summary>
    public async Task<Result<IReadOnlyList<JsonObject>>> ListFirstAsync(
        RepositoryName repository, string doing, string path, string? field, CancellationToken cancellationToken)
    {
        var join = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var got = await _calls.RunAsync(
            CallContext.For(repository).To(doing),
            async github => (await github.Connection.Get<JsonNode>(
                GitHubRoutes.Of(repository, $"{path}{join}per_page={PageSize}"), null)).Body,
            cancellationToken);
        return got.IsOk
            ? Result<IReadOnlyList<JsonObject>>.Ok(
                [.. ((field is null ? got.Value : got.Value[field]) as JsonArray ?? []).OfType<JsonObject>()])
            : Result<IReadOnlyList<JsonObject>>.Failed(got.Problems);
    }

    /// <summary>All pages of a listing.</summary>
    /// <param name="field">Where the entries stand, when the answer is not a list itself.</param>
    public async Task<Result<IReadOnlyList<JsonObject>>> ListAsync(
        RepositoryName repository, string doing, string path, string? field, CancellationToken cancellationToken)
    {
        List<JsonObject> all = [];
        for (var page = 1; ; page++)
        {
            var join = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var route = GitHubRoutes.Of(repository, $"{path}{join}per_page={PageSize}&page={page}");
            var got = await _calls.RunAsync(
                CallContext.For(repository).To(doing),
                async github => (await github.Connection.Get<JsonNode>(route, null)).Body,
                cancellationToken);
            if (!got.IsOk)
            {
                return Result<IReadOnlyList<JsonObject>>.Failed(got.Problems);
            }

            var entries = (field is null ? got.Value : got.Value[field]) as JsonArray ?? [];
            all.AddRange(entries.OfType<JsonObject>());
            if (entries.Count < PageSize)
            {
                return all;
            }
        }
    }

    /// <returns>Nothing when such a thing is there already.</returns>
    public Task<Result<Found<JsonNode>>> PostAsync(
        RepositoryName repository, string doing, string path, JsonObject body, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            CallContext.For(repository).To(doing),
            async github =>
            {
                try
                {
                    var made = await github.Connection.Post<JsonNode>(
                        GitHubRoutes.Of(repository, path), body, null, null, cancellationToken: cancellationToken);
                    return new Found<JsonNode>(made.Body ?? new JsonObject());
                }
                catch (ApiException answer) when (GitHubErrors.IsAlreadyThere(answer))
                {
                    return new Found<JsonNode>(null);
                }
            },
            cancellationToken);

    public Task<Result<JsonNode>> PutAsync(
        RepositoryName repository, string doing, string path, JsonObject body, CancellationToken cancellationToken) =>
        PutAsync(CallContext.For(repository).To(doing), GitHubRoutes.Of(repository, path), body, cancellationToken);

    public Task<Result<JsonNode>> PutAsync(
        CallContext context, Uri route, JsonObject body, CancellationToken cancellationToken) => _calls.RunAsync(
            context,
            async github => (await github.Connection.Put<JsonNode>(route, body)).Body ?? new JsonObject(),
            cancellationToken);

    public Task<Result<JsonNode>> PatchAsync(
        RepositoryName repository, string doing, string path, JsonObject body, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            CallContext.For(repository).To(doing),
            async github =>
                (await github.Connection.Patch<JsonNode>(GitHubRoutes.Of(repository, path), body)).Body ?? new JsonObject(),
            cancellationToken);

    /// <returns>False when there was no such thing any more.</returns>
    public Task<Result<bool>> DeleteAsync(
        RepositoryName repository, string doing, string path, CancellationToken cancellationToken) => _calls.RunAsync(
            CallContext.For(repository).To(doing),
            async github =>
            {
                try
                {
                    await github.Connection.Delete(GitHubRoutes.Of(repository, path));
                    return true;
                }
                catch (NotFoundException)
                {
                    return false;
                }
            },
            cancellationToken);
}
