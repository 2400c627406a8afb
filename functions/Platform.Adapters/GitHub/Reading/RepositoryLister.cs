using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>An organisation's repositories, page by page, the oldest first: what is created meanwhile comes last.</summary>
internal sealed class RepositoryLister(ReadCalls calls)
{
    private const int PageSize = 100;

    // Octokit's classes would be read for a hundred fields each; GitHub shows at most a few hundred pages.
    private const int MostPages = 1000;

    public async Task<RepositoryListing> ListAsync(string organization, CancellationToken cancellationToken)
    {
        var repositories = new Dictionary<long, ListedRepository>();
        for (var page = 1; page <= MostPages; page++)
        {
            WireRepository[] found;
            try
            {
                var answer = await PageAsync(organization, page, cancellationToken);
                if (!answer.IsOk)
                {
                    return Incomplete(answer.Problems[0].Message);
                }

                found = answer.Value;
            }
            catch (TransientSourceControlException passing)
            {
                return Incomplete(passing.Message, passing.RetryAfter);
            }

            foreach (var repository in found)
            {
                repositories[repository.Id] = RepositoryFinder.Listed(repository);
            }

            if (found.Length < PageSize)
            {
                return new(organization, Complete: true, [.. repositories.Values]);
            }
        }

        return Incomplete($"{organization} has more than {PageSize * MostPages} repositories");

        RepositoryListing Incomplete(string reason, TimeSpan? retryAfter = null) =>
            new(organization, Complete: false, [.. repositories.Values], reason, retryAfter);
    }

    private async Task<Result<WireRepository[]>> PageAsync(string organization, int page, CancellationToken cancellationToken)
    {
        var context = new CallContext($"list the repositories of {organization}, page {page}", null);
        var route = GitHubRoutes.Repositories(organization, PageSize, page);
        var answer = await calls.GetAsync<WireRepository[]>(context, route, null, cancellationToken);
        return !answer.IsOk ? Result<WireRepository[]>.Failed(answer.Problems)
            : answer.Value.Body is { } body ? body
            : new Problem(
                GitHubProblems.OrganizationNotFound, $"There is no organisation {organization}, or the token may not see it.",
                "organization", organization);
    }
}
