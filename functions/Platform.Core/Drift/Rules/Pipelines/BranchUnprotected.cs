namespace Platform.Core.Drift.Rules.Pipelines;

public sealed class BranchUnprotected : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "branch-unprotected",
        "The default branch is not protected",
        RuleSeverity.Error,
        SubjectKind.Repository,
        "Looks whether a ruleset or branch protection asks for pull requests and reviews on the default branch. Without one a "
            + "single push "
            + "changes what is deployed.",
        "Let a ruleset of the organization ask for pull requests on default branches.",
        [FactNames.Listing, FactNames.Protection])
    {
        Options = [RuleOption.Number("reviews", "At least so many reviews are required.", 1, 0, 6)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var (protection, branch) = (context.Repository.Protection!.Value, context.Repository.Listing.Value.DefaultBranch);
        var reviews = context.Number("reviews");
        return !protection.IsProtected ? RuleJudgement.Failed($"{branch} is not protected.", branch, "a protected branch")
            : !protection.RequiresPullRequest
                ? RuleJudgement.Failed($"{branch} can be pushed to directly.", branch, "pull requests only")
            : protection.RequiredReviews < reviews
                ? RuleJudgement.Failed([new(
                    $"{branch} asks for {protection.RequiredReviews} reviews.", branch, protection.RequiredReviews,
                    $"at least {reviews}")])
            : RuleJudgement.Passed;
    }
}
