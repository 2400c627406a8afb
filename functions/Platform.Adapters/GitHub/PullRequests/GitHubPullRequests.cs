using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using PullRequest = Platform.Core.SourceControl.PullRequest;

namespace Platform.Adapters.GitHub.PullRequests;

/// <summary>Pull requests of GitHub, and of whatever answers like it.</summary>
internal sealed class GitHubPullRequests : IPullRequests
{
    private const int PageSize = 100;
    private const string NoDrafts = "draft pull requests are not supported";

    private readonly GitHubCalls _calls;
    private readonly ReadCalls _reads;
    private readonly Branches _branches;
    private readonly ProposedBranch _proposed;

    public GitHubPullRequests(IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock)
    {
        _calls = GitHubCalls.Of(client, options.Value, waits, clock);
        _reads = ReadCalls.Of(client, options.Value, waits, clock);
        _branches = new(_calls);
        _proposed = new(_reads, _branches, new CommitWriter(_calls));
    }

    public async Task<Result<IReadOnlyList<PullRequest>>> ListAsync(
        RepositoryName repository, string branch, CancellationToken cancellationToken)
    {
        var head = Uri.EscapeDataString($"{repository.Owner}:{branch}");
        var found = await _reads.GetAsync<WirePull[]>(
            CallContext.For(repository).To("list its pull requests"),
            GitHubRoutes.Of(repository, $"pulls?state=all&head={head}&per_page={PageSize}"), null, cancellationToken);
        return !found.IsOk ? Result<IReadOnlyList<PullRequest>>.Failed(found.Problems)
            : found.Value.Body is { } pulls ? Result<IReadOnlyList<PullRequest>>.Ok([.. pulls.Select(Read)])
            : throw new TransientSourceControlException(
                GitHubProblems.NotReadableYet, $"the pull requests of {repository} can't be listed");
    }

    public Task<Result<Unit>> PushAsync(RepositoryName repository, BranchChange change, CancellationToken cancellationToken) =>
        _proposed.PushAsync(CallContext.For(repository), change, cancellationToken);

    public async Task<Result<PullRequest>> OpenAsync(
        RepositoryName repository, ProposedPullRequest pull, CancellationToken cancellationToken)
    {
        var made = await CreateAsync(repository, pull, cancellationToken);
        if (!made.IsOk && pull.IsDraft && made.Problems[0].Message.Contains(NoDrafts, StringComparison.OrdinalIgnoreCase))
        {
            made = await CreateAsync(repository, pull with { IsDraft = false }, cancellationToken);
        }

        if (!made.IsOk)
        {
            return Result<PullRequest>.Failed(made.Problems);
        }

        var all = await ListAsync(repository, pull.Branch, cancellationToken);
        return !all.IsOk ? Result<PullRequest>.Failed(all.Problems)
            : all.Value.FirstOrDefault(one => one.IsOpen) is { } open ? open
            : throw new TransientSourceControlException(
                GitHubProblems.NotReadableYet, $"the pull request of {repository} for {pull.Branch} can't be read yet");
    }

    public async Task<Result<Unit>> CloseAsync(
        RepositoryName repository, int number, string? branch, string comment, CancellationToken cancellationToken)
    {
        var said = await SayAsync(repository, number, comment, cancellationToken);
        if (!said.IsOk)
        {
            return said;
        }

        var closed = await _calls.RunAsync(
            CallContext.For(repository).To($"close pull request {number}"),
            github => github.PullRequest.Update(
                repository.Owner, repository.Name, number, new PullRequestUpdate { State = ItemState.Closed }) as Task,
            cancellationToken);
        return closed.IsOk && branch is not null
            ? await _branches.DeleteAsync(CallContext.For(repository), branch, cancellationToken)
            : closed;
    }

    public Task<Result<Unit>> ChangeAsync(
        RepositoryName repository, int number, string title, string body, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            CallContext.For(repository).To($"change pull request {number}"),
            github => github.PullRequest.Update(
                repository.Owner, repository.Name, number, new PullRequestUpdate { Title = title, Body = body }) as Task,
            cancellationToken);

    public async Task<Result<Unit>> AskAsync(
        RepositoryName repository, int number, PullRequestPeople people, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        if (people.Reviewers.Count + people.Teams.Count > 0)
        {
            var asked = await _calls.RunAsync(
                CallContext.For(repository).To($"ask for reviews of pull request {number}"),
                github => github.PullRequest.ReviewRequest.Create(
                    repository.Owner, repository.Name, number,
                    new PullRequestReviewRequest(people.Reviewers, people.Teams)) as Task,
                cancellationToken);
            problems.AddRange(asked.Problems);
        }

        if (people.Assignees.Count > 0)
        {
            var assigned = await _calls.RunAsync(
                CallContext.For(repository).To($"assign pull request {number}"),
                github => github.Issue.Assignee.AddAssignees(
                    repository.Owner, repository.Name, number, new AssigneesUpdate(people.Assignees)) as Task,
                cancellationToken);
            problems.AddRange(assigned.Problems);
        }

        return problems.Count > 0 ? Result<Unit>.Failed(problems) : Unit.Value;
    }

    private Task<Result<Unit>> CreateAsync(
        RepositoryName repository, ProposedPullRequest pull, CancellationToken cancellationToken) =>
        _calls.EnsureAsync(
            CallContext.For(repository).To("open a pull request"),
            github => github.PullRequest.Create(
                repository.Owner, repository.Name,
                new NewPullRequest(pull.Title, pull.Branch, pull.Into) { Body = pull.Body, Draft = pull.IsDraft }),
            cancellationToken);

    private async Task<Result<Unit>> SayAsync(
        RepositoryName repository, int number, string comment, CancellationToken cancellationToken)
    {
        var said = await _reads.GetAsync<WireComment[]>(
            CallContext.For(repository).To($"read what is said of pull request {number}"),
            GitHubRoutes.Of(repository, $"issues/{number}/comments?per_page={PageSize}"), null, cancellationToken);
        if (!said.IsOk)
        {
            return Result<Unit>.Failed(said.Problems);
        }

        return said.Value.Body?.Any(one => one.Body == comment) == true ? Unit.Value : await _calls.RunAsync(
            CallContext.For(repository).To($"comment on pull request {number}"),
            github => github.Issue.Comment.Create(repository.Owner, repository.Name, number, comment) as Task,
            cancellationToken);
    }

    private static PullRequest Read(WirePull pull) =>
        new(pull.Number, pull.HtmlUrl, pull.State == "open", pull.MergedAt is not null);
}
