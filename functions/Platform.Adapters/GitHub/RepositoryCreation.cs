using System.Text.Json.Nodes;
using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using RepositoryRequest = Platform.Core.Scaffolding.Publishing.RepositoryRequest;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Creates the repository with the task's mark, in one call. A name that exists already is decided by its mark: ours is adopted
/// (an earlier attempt died after GitHub had said yes), anyone else's is refused.
/// </summary>
internal sealed class RepositoryCreation(GitHubCalls calls)
{
    public async Task<Result<RepositoryHandle>> CreateOrAdoptAsync(RepositoryRequest request, CancellationToken cancellationToken)
    {
        var context = new CallContext("create the repository", request.Repository, request.TaskId);
        var created = await calls.RunAsync(context, github => CreateAsync(github, request), cancellationToken);
        if (!created.IsOk)
        {
            return Result<RepositoryHandle>.Failed([.. created.Problems.Select(problem => AboutOrganization(problem, request))]);
        }

        return created.Value.Value is { } repository
            ? HandleOf(request, repository, adopted: false)
            : await AdoptAsync(request, cancellationToken);
    }

    private static async Task<Found<Repository>> CreateAsync(IGitHubClient github, RepositoryRequest request)
    {
        try
        {
            var made = await github.Connection.Post<Repository>(
                new($"orgs/{request.Repository.Owner}/repos", UriKind.Relative), NewRepositoryJson.Of(request), null, null);
            return new(made.Body);
        }
        catch (ApiException answer) when (GitHubErrors.IsAlreadyThere(answer))
        {
            return new(null);
        }
    }

    /// <summary>One that exists already, whoever made it; adopted when it was this task.</summary>
    public async Task<Result<RepositoryHandle>> FindAsync(
        RepositoryRequest request, CancellationToken cancellationToken)
    {
        var existing = await calls.RunAsync(
            new CallContext("read the repository", request.Repository, request.TaskId),
            github => github.Repository.Get(request.Repository.Owner, request.Repository.Name),
            cancellationToken);
        return !existing.IsOk ? Result<RepositoryHandle>.Failed(existing.Problems)
            : existing.Value.Archived ? Archived(request, existing.Value)
            : HandleOf(request, existing.Value, adopted: TaskMarker.IsOf(existing.Value.Description, request.TaskId));
    }

    private async Task<Result<RepositoryHandle>> AdoptAsync(RepositoryRequest request, CancellationToken cancellationToken)
    {
        var context = new CallContext("read the repository of this name", request.Repository, request.TaskId);
        var existing = await calls.FindAsync(
            context,
            github => github.Repository.Get(request.Repository.Owner, request.Repository.Name),
            cancellationToken);
        if (!existing.IsOk)
        {
            return Result<RepositoryHandle>.Failed(existing.Problems);
        }

        // Taken, yet not there: created a moment ago. Whether by us will be seen when it can be read.
        return existing.Value.Value is not { } repository
            ? throw new TransientSourceControlException(
                GitHubProblems.NotReadableYet, $"{request.Repository} is taken, but can't be read (yet, or by this token)")
            : !TaskMarker.IsOf(repository.Description, request.TaskId) ? Taken(request, repository)
            : repository.Archived ? Archived(request, repository)
            : HandleOf(request, repository, adopted: true);
    }

    private static Problem Archived(RepositoryRequest request, Repository repository) => new(
        GitHubProblems.Archived,
        $"The repository {request.Repository} was archived ({repository.HtmlUrl}), so nothing can be published to it. " +
        "Unarchive it and try again, or choose another name.",
        "repository",
        JsonValue.Create(request.Repository.ToString()),
        "a repository that is not archived");

    private static Problem Taken(RepositoryRequest request, Repository repository)
    {
        var whose = TaskMarker.Read(repository.Description) is { } other
            ? $"task {other} of this platform created it"
            : "it was not created by this task";
        return new(
            GitHubProblems.NameTaken,
            $"The repository {request.Repository} exists already: {whose} ({repository.HtmlUrl}). " +
            "Choose another name, or register the existing repository in the catalog instead of creating it.",
            "repository",
            JsonValue.Create(request.Repository.ToString()),
            "a name that is free in the organisation");
    }

    private static Problem AboutOrganization(Problem problem, RepositoryRequest request) =>
        problem.Code == GitHubProblems.RepositoryNotFound
            ? problem with
            {
                Code = GitHubProblems.OrganizationNotFound,
                Message = $"There is no organisation {request.Repository.Owner}, or the token may not see it.",
            }
            : problem;

    private static RepositoryHandle HandleOf(RepositoryRequest request, Repository repository, bool adopted) => new(
        request.TaskId,
        repository.Id,
        request.Repository,
        repository.DefaultBranch,
        new(repository.HtmlUrl),
        new(repository.CloneUrl),
        repository.CreatedAt,
        adopted);
}
