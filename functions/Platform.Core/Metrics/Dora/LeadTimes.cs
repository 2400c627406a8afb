using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>Change lead time, in whole and by stage.</summary>
internal sealed class LeadTimes(SourceView source, CustomerReleases releases, LeadTimeStart start)
{
    public DeployedChange Of(Change change, Rollout rollout)
    {
        if (rollout.IsBaseline)
        {
            var none = Stage.None(NoFigure.Baseline);
            return new(change, rollout, null, null, none, none, none, none, none, none, none);
        }

        var (earliest, latest) = Commits(change);
        var first = FirstOf(change, earliest);
        var began = start switch
        {
            LeadTimeStart.Merge when !change.IsDirect => change.MergedAt,
            LeadTimeStart.LastCommit when latest is not null => latest,
            _ => first,
        };
        var deployed = rollout.FinishedAt;
        var customer = releases.Of(change, rollout);
        var customerAt = customer.At;
        return new(
            change,
            rollout,
            began,
            customerAt,
            Stage.Between(
                began, deployed, start == LeadTimeStart.Merge && !change.IsDirect ? NoFigure.NotMerged : NoFigure.NoCommits),
            change.IsDirect ? Stage.None(NoFigure.NoChange) : Stage.Between(first, change.CreatedAt, NoFigure.NoChange),
            change.IsDirect
                ? Stage.None(NoFigure.NoChange)
                : Stage.Between(change.ReadyAt ?? change.CreatedAt, change.FirstReviewAt, NoFigure.NotReviewed),
            change.IsDirect ? Stage.None(NoFigure.NoChange)
                : change.FirstReviewAt is null ? Stage.None(NoFigure.NotReviewed)
                : Stage.Between(change.FirstReviewAt, change.MergedAt, NoFigure.NotMerged),
            change.IsDirect ? Stage.None(NoFigure.NoChange) : Stage.Between(change.MergedAt, deployed, NoFigure.NotMerged),
            customerAt is null ? Stage.None(customer.Reason!.Value) : Stage.Between(deployed, customerAt, NoFigure.NotReleased),
            customerAt is null ? Stage.None(customer.Reason!.Value) : Stage.Between(began, customerAt, NoFigure.NoCommits));
    }

    private (DateTimeOffset? Earliest, DateTimeOffset? Latest) Commits(Change change)
    {
        DateTimeOffset? earliest = null;
        DateTimeOffset? latest = null;
        foreach (var sha in change is { IsDirect: true, HeadSha: { } head } ? [head] : change.Commits)
        {
            if (source.FindCommit(sha)?.Commit.StartedAt is { } at)
            {
                earliest = at > earliest ? earliest : at;
                latest = at < latest ? latest : at;
            }
        }

        return (earliest, latest);
    }

    // A change was created of commits: whatever was amended later, work had begun by then.
    private static DateTimeOffset? FirstOf(Change change, DateTimeOffset? commit) =>
        commit is null || change.CreatedAt < commit ? change.CreatedAt ?? commit : commit;
}
