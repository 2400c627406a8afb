using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>
/// When deployed changes reached everybody. Only releases and flags say so; without them there is no such time, and a
/// deployment's
/// is never put in its place.
/// </summary>
internal sealed class CustomerReleases(IReadOnlyList<(DateTimeOffset At, ReleaseNotice Release)> releases, CommitSets sets)
{
    private const int Everybody = 100;

    private readonly List<(DateTimeOffset At, ReleaseNotice Release)> _whole =
        [.. releases.Where(told => told.Release.Percentage >= Everybody)];

    public (DateTimeOffset? At, NoFigure? Reason) Of(Change change, Rollout rollout)
    {
        if (releases.Count == 0)
        {
            return (null, NoFigure.NoReleaseEvents);
        }

        var at = change.Flags.Count > 0
            ? Flags(change, rollout)
            : _whole.Where(told => Covers(told.At, told.Release, change, rollout)).Select(told => (DateTimeOffset?)told.At).Min();
        return at is null ? (null, NoFigure.NotReleased) : (at, null);
    }

    // A flag that was on before the code came lets it through as it comes.
    private DateTimeOffset? Flags(Change change, Rollout rollout)
    {
        var at = rollout.FinishedAt;
        foreach (var flag in change.Flags)
        {
            var on = _whole.Where(told => told.Release.Flag == flag).Select(told => (DateTimeOffset?)told.At).Min();
            if (on is null)
            {
                return null;
            }

            at = on > at ? on.Value : at;
        }

        return at;
    }

    private bool Covers(DateTimeOffset at, ReleaseNotice release, Change change, Rollout rollout) =>
        release.Flag is null
        && at >= rollout.FinishedAt
        && (release.Changes.Count > 0
            ? release.Changes.Contains(change.Number) || release.Changes.Contains(change.Key)
            : release.CommitSha is null || sets.RolloutOf(release.CommitSha) >= rollout.Index);
}
