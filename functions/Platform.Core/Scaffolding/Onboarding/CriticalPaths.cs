using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>
/// Names where a run's time went. Within the task: the chain of steps of which each waited for the one before. After it: the
/// deployments. Pure; it knows only what events told.
/// </summary>
public static class CriticalPaths
{
    /// <summary>What the platform needs between two steps is no news below this.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(500);

    public static CriticalPath Of(ScaffoldTask task, OnboardingRecord record, IReadOnlyList<TaskEvent> events)
    {
        var segments = new List<PathSegment>();
        var at = task.CreatedAt;
        foreach (var span in StepSpan.LongestChain(StepSpan.Of(task, events)))
        {
            Between(segments, at, span.Start);
            segments.Add(Segment(span.Id, span.Action, span.Start, span.End, StepSentence.Of(span)));
            at = span.End;
        }

        foreach (var (milestone, tier) in Deployments)
        {
            if (record.At(milestone) is { } reached && reached > at)
            {
                var took = DurationText.Of(reached - at);
                segments.Add(Segment(null, null, at, reached, $"{took} went by until the first deployment to {tier}"));
                at = reached;
            }
        }

        return new(
            Math.Round((at - task.CreatedAt).TotalSeconds, 3), segments.MaxBy(segment => segment.Seconds)?.Sentence, segments);
    }

    private static readonly (Milestone Milestone, string Tier)[] Deployments =
        [(Milestone.StagingDeployed, "staging"), (Milestone.ProductionDeployed, "production")];

    private static void Between(List<PathSegment> segments, DateTimeOffset from, DateTimeOffset to)
    {
        if (to - from > Noise)
        {
            var what = segments.Count == 0 ? "before the first step" : "between steps";
            segments.Add(Segment(null, null, from, to, $"the platform took {DurationText.Of(to - from)} {what}"));
        }
    }

    private static PathSegment Segment(
        string? step, string? action, DateTimeOffset from, DateTimeOffset to, string sentence) =>
        new(step, action, from, Math.Round((to - from).TotalSeconds, 3), sentence);
}
