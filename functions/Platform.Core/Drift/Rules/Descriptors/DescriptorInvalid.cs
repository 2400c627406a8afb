namespace Platform.Core.Drift.Rules.Descriptors;

public sealed class DescriptorInvalid : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "descriptor-invalid",
        "A descriptor is not valid",
        RuleSeverity.Error,
        SubjectKind.Repository,
        "Reads every descriptor of the default branch as the catalog does. What it refuses stays in the catalog as it was "
            + "before, "
            + "and goes stale unnoticed.",
        "Mend what the evidence names, and check it with 'catalog validate' before it is merged.",
        [FactNames.Listing, FactNames.Content]);

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var descriptors = context.Repository.Content!.Value.Descriptors;
        return descriptors.Count == 0
            ? RuleJudgement.NotApplicable("It has no descriptor.")
            : RuleJudgement.Of([.. descriptors.SelectMany(file => file.Problems.Select(problem => new RuleEvidence(
                problem.Message,
                problem.Place is { } place ? $"{file.Path}:{place.Line}" : file.Path,
                problem.Code,
                problem.Expected)))]);
    }
}
