using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>One repository, and the newest commit of its branches.</summary>
internal sealed class RepositoryFinder(ReadCalls calls)
{
    private const int PageSize = 100;

    // For a person who chooses one.
    private const int MostPages = 10;

    public async Task<Result<ListedRepository>> FindAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(repository, cancellationToken);
        return found.IsOk ? Listed(found.Value) : Result<ListedRepository>.Failed(found.Problems);
    }

    public async Task<Result<RepositoryProfile>> ProfileAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(repository, cancellationToken);
        return found.Value is { } one
            ? new RepositoryProfile(Listed(one), one.Description, one.Language, one.Topics ?? [], one.IsTemplate)
            : Result<RepositoryProfile>.Failed(found.Problems);
    }

    public async Task<Result<BranchHead>> HeadAsync(
        RepositoryName repository, string branch, string? knownTag, CancellationToken cancellationToken)
    {
        var context = new CallContext($"read branch {branch}", repository);
        var route = GitHubRoutes.Branch(repository, branch);
        var answer = await calls.GetAsync<WireReference>(context, route, knownTag, cancellationToken);
        return !answer.IsOk ? Result<BranchHead>.Failed(answer.Problems)
            : answer.Value.NotModified ? BranchHead.Unchanged(knownTag!)
            : answer.Value.Body is { } found ? new BranchHead(found.Object.Sha, answer.Value.Tag)
            : Missing(ReadingProblems.BranchMissing, $"{repository} has no branch {branch}.", branch);
    }

    public async Task<Result<IReadOnlyList<string>>> BranchesAsync(
        RepositoryName repository, CancellationToken cancellationToken)
    {
        List<string> names = [];
        for (var page = 1; page <= MostPages; page++)
        {
            var context = new CallContext($"list the branches, page {page}", repository);
            var answer = await calls.GetAsync<WireBranch[]>(
                context, GitHubRoutes.Branches(repository, PageSize, page), null, cancellationToken);
            if (!answer.IsOk)
            {
                return Result<IReadOnlyList<string>>.Failed(answer.Problems);
            }

            if (answer.Value.Body is not { } found)
            {
                return Missing(
                    ReadingProblems.RepositoryNotFound, $"There is no repository {repository}.", repository.ToString());
            }

            names.AddRange(found.Select(branch => branch.Name));
            if (found.Length < PageSize)
            {
                break;
            }
        }

        return Result<IReadOnlyList<string>>.Ok(names);
    }

    public static ListedRepository Listed(WireRepository repository) => new(
        repository.Id,
        RepositoryName.Parse(repository.FullName),
        repository.DefaultBranch ?? "main",
        repository.HtmlUrl,
        repository.Archived,
        repository.Fork,
        repository.PushedAt,
        repository.Size)
    {
        IsTemplate = repository.IsTemplate,
    };

    private async Task<Result<WireRepository>> ReadAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var context = new CallContext("read the repository", repository);
        var answer = await calls.GetAsync<WireRepository>(context, GitHubRoutes.Repository(repository), null, cancellationToken);
        return !answer.IsOk ? Result<WireRepository>.Failed(answer.Problems)
            : answer.Value.Body is { } found ? found
            : Missing(ReadingProblems.RepositoryNotFound, $"There is no repository {repository}.", repository.ToString());
    }

    private static Problem Missing(string code, string message, string value) => new(code, message, "repository", value);
}
