namespace Platform.Core.Drift.Rules.Pipelines;

public sealed class CiWithoutGoldenWorkflow : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "ci-without-golden-workflow",
        "CI does not call the golden workflow",
        RuleSeverity.Warning,
        SubjectKind.Repository,
        "Looks whether a workflow calls one of those that golden-path.yaml names under workflows.golden. Checks that everybody "
            + "copies go "
            + "their own ways.",
        "Replace the copied jobs by a call of the golden workflow.",
        [FactNames.Listing, FactNames.Content, FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipWithoutComponent(context) is { } skipped)
        {
            return skipped;
        }

        var golden = context.Path.Workflows.Golden;
        var workflows = context.Repository.Content!.Value.Workflows;
        if (golden.Count == 0 || !workflows.Any(WorkflowScope.IsCi))
        {
            return RuleJudgement.NotApplicable(golden.Count == 0 ? "No workflow is golden." : "It has no CI.");
        }

        return WorkflowScope.GoldenUses(context).Any() ? RuleJudgement.Passed
            : workflows.Any(one => one.Problem is not null) ? RuleJudgement.Unknown("A workflow can't be read.")
            : RuleJudgement.Failed(
                "No workflow calls a golden one.", workflows.First(WorkflowScope.IsCi).Path,
                string.Join(" or ", golden.Select(one => one.Address)));
    }
}
