using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Scaffolding.Actions.Verifying;

/// <summary>What a first CI run came to, in words and as a step's output.</summary>
/// <param name="Conclusion">success, or skipped when nothing was executed; a red run is a failure, not a report.</param>
/// <param name="Seconds">From the push to the word that all runs had ended, by the platform's clock.</param>
/// <param name="SkippedJobs">Jobs that did not run and so prove nothing.</param>
public sealed record FirstRunReport(
    string Conclusion, double Seconds, IReadOnlyList<FirstRunLink> Runs, IReadOnlyList<string> SkippedJobs)
{
    public const int LogTailLines = 40;

    public static FirstRunReport Of(IReadOnlyList<WorkflowRunSummary> runs, TimeSpan took) => new(
        runs.Any(run => run.Conclusion == "success") ? "success" : "skipped",
        Math.Round(took.TotalSeconds, 3),
        [.. runs.Select(run => new FirstRunLink(run.Name, run.Conclusion!, run.HtmlUrl))],
        [.. runs.SelectMany(run => run.Jobs).Where(job => job.Conclusion == "skipped").Select(job => job.Name)]);

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
