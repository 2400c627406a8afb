using System.Globalization;

namespace Platform.Core.Drift.Rules.Pipelines;

public sealed class CiFailing : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "ci-failing",
        "CI fails on the default branch",
        RuleSeverity.Error,
        SubjectKind.Repository,
        "Looks at the last completed run on the default branch. A branch that stays red hides the next mistake.",
        "Mend what the run reports, or revert what broke it.",
        [FactNames.Listing, FactNames.Ci])
    {
        Options = [RuleOption.Number("hours", "It may be red for so many hours.", 24, 0, 8760)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var ci = context.Repository.Ci!.Value;
        return !ci.HasRuns || ci.Conclusion is null ? RuleJudgement.NotApplicable("Nothing has run yet.")
            : ci.Conclusion is not ("failure" or "timed_out" or "startup_failure") ? RuleJudgement.Passed
            : context.Now - (ci.FailingSince ?? ci.RunAt) < TimeSpan.FromHours(context.Number("hours")) ? RuleJudgement.Passed
            : RuleJudgement.Failed([new(
                $"{ci.Workflow ?? "The last run"} ended with {ci.Conclusion}, and fails since "
                + $"{(ci.FailingSince ?? ci.RunAt)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "some time"}.",
                ci.Run?.ToString(), ci.Conclusion, "success")]);
    }
}
