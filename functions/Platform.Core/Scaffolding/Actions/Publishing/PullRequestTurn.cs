using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>What a turn of <c>publish:github:pull-request</c> works with.</summary>
internal sealed record PullRequestTurn(ScaffoldTask Task, ActionCall Call, RepositoryName Repository, PullRequestInput Input)
{
    public PullRequestPlan Plan => Call.StateAs<PullRequestPlan>();

    public MadePullRequest Made =>
        new(Repository, Input.Branch, Plan.Before, HadPull: Plan.OpenPull is not null, Commit: Plan.Commit);

    public CommitRequest RequestOf(IReadOnlyList<CommitEntry> entries) =>
        new(Input.CommitMessage, Input.AuthorName, Input.AuthorEmail, Task.CreatedAt, entries)
        {
            WithoutAuthor = Input.WithoutAuthor,
        };
}

/// <param name="Onto">Where the branch that it goes to stood.</param>
/// <param name="There">Where the branch itself stood; null when there was none.</param>
/// <param name="Before">Where it goes back to; null when it was not there, or is a remainder of this task's.</param>
/// <param name="OpenPull">Number of the pull request that it had already.</param>
internal sealed record PullRequestPlan(
    string Into, string Onto, string? There, string? Before, int? OpenPull, string? Commit = null);

/// <param name="Before">Where the branch stood before; null when there was none.</param>
/// <param name="Commit">Null before it was made.</param>
internal sealed record MadePullRequest(
    RepositoryName Repository, string Branch, string? Before, bool HadPull, string? Commit = null);
