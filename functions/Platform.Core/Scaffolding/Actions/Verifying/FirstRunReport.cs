using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Scaffolding.Actions.Verifying;

/// <summary>What a first CI run came to, in words and as a step's output.</summary>
/// <param name="Conclusion">success, or skipped when nothing was executed; a red run is a failure, not a report.</param>
/// <param name="Seconds">From the push to the word that all runs had ended, by the platform's clock.</param>
/// <param name="SkippedJobs">Jobs that did not run and so prove nothing.</param>
/// <param name="QueuedSeconds">From the request of the first run to a runner's taking it up; null when GitHub didn't say.</param>
/// <param name="RunSeconds">From then to the end of the last job.</param>
public sealed record FirstRunReport(
    string Conclusion, double Seconds, IReadOnlyList<FirstRunLink> Runs, IReadOnlyList<string> SkippedJobs,
    double? QueuedSeconds = null, double? RunSeconds = null)
{
    public const int LogTailLines = 40;

    public static FirstRunReport Of(IReadOnlyList<WorkflowRunSummary> runs, TimeSpan took)
    {
        var jobs = runs.SelectMany(run => run.Jobs).Where(job => job.Conclusion != "skipped").ToList();
        var (asked, began, ended) = (
            runs.Min(run => run.CreatedAt), jobs.Min(job => job.StartedAt), jobs.Max(job => job.CompletedAt));
        return Of(runs, took, asked, began, ended);
    }

    private static FirstRunReport Of(
        IReadOnlyList<WorkflowRunSummary> runs,
        TimeSpan took,
        DateTimeOffset? asked,
        DateTimeOffset? began,
        DateTimeOffset? ended) => new(
        runs.Any(run => run.Conclusion == "success") ? "success" : "skipped",
        Math.Round(took.TotalSeconds, 3),
        [.. runs.Select(run => new FirstRunLink(run.Name, run.Conclusion!, run.HtmlUrl))],
        [.. runs.SelectMany(run => run.Jobs).Where(job => job.Conclusion == "skipped").Select(job => job.Name)],
        SecondsOf(began - asked),
        SecondsOf(ended - began));

    private static double? SecondsOf(TimeSpan? span) =>
        span is { } known ? Math.Max(0, Math.Round(known.TotalSeconds, 3)) : null;

    internal static bool IsRed(WorkflowRunSummary run) => run.Conclusion is not ("success" or "skipped" or "neutral");

    internal static bool IsRed(WorkflowJobSummary job) => job.Conclusion is not ("success" or "skipped" or "neutral" or null);

    internal static string Sentence(WorkflowRunSummary run)
    {
        var skipped = run.Jobs.Where(job => job.Conclusion == "skipped").Select(job => job.Name).ToList();
        var rest = skipped.Count > 0 ? $"; skipped: {string.Join(", ", skipped)}" : string.Empty;
        return $"CI run '{run.Name}' is {(run.IsCompleted ? run.Conclusion : run.Status)}{rest}";
    }

    internal static Problem Problem(WorkflowRunSummary run, WorkflowJobSummary? job)
    {
        var step = job?.FailedStep is { } failed ? $", step '{failed}'" : string.Empty;
        var cause = job is null ? string.Empty : $" job '{job.Name}'{step} failed:";
        return new(
            "ci-run-failed",
            $"CI run '{run.Name}' ended with {run.Conclusion}:{cause} {run.HtmlUrl}",
            Value: run.Conclusion,
            Expected: "success");
    }
}

public sealed record FirstRunLink(string Name, string Conclusion, Uri Url);
