namespace Platform.Core.Drift.Rules.Pipelines;

public sealed class CiMissing : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "ci-missing",
        "Nothing checks what is pushed",
        RuleSeverity.Error,
        SubjectKind.Repository,
        "Looks for a workflow that runs on pushes or pull requests in every repository with a component. What nothing checks is "
            + "checked by "
            + "its users.",
        "Add a workflow that calls the golden one, under .github/workflows.",
        [FactNames.Listing, FactNames.Content, FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipWithoutComponent(context) is { } skipped)
        {
            return skipped;
        }

        var workflows = context.Repository.Content!.Value.Workflows;
        return workflows.Any(WorkflowScope.IsCi) ? RuleJudgement.Passed
            : workflows.FirstOrDefault(one => one.Problem is not null) is { } broken
                ? RuleJudgement.Failed($"{broken.Path} can't be read: {broken.Problem}", broken.Path, "a workflow that runs")
            : RuleJudgement.Failed(
                "No workflow runs on pushes or pull requests.", ".github/workflows", "a workflow on push or pull_request");
    }
}
