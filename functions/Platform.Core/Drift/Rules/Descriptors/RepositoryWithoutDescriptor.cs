using Platform.Core.Primitives;

namespace Platform.Core.Drift.Rules.Descriptors;

public sealed class RepositoryWithoutDescriptor : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "repository-without-descriptor",
        "The repository has no descriptor",
        RuleSeverity.Warning,
        SubjectKind.Repository,
        "Looks for a descriptor in every repository that is not archived, a fork or a template. What the catalog does not know "
            + "has "
            + "no owner that anybody could find.",
        "Add a catalog-info.yaml that says what this is and who owns it, or name the repository in the rule's 'except'.",
        [FactNames.Listing, FactNames.Content, FactNames.Catalog])
    {
        Options = [RuleOption.Texts("except", "Names of repositories that need none; '*' stands for anything.", ".github")],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var name = context.Repository.Name;
        return context.Texts("except").Any(one => GlobPattern.Parse(one).IsMatch(name.Name))
            ? RuleJudgement.NotApplicable("The golden path excepts it.")
            : context.Repository.Content!.Value.Descriptors.Count > 0 || context.Input.Entities.Count > 0 ? RuleJudgement.Passed
            : RuleJudgement.Failed(
                $"{name} has no descriptor, and nothing in the catalog comes from it.", expected: "a catalog-info.yaml");
    }
}
