namespace Platform.Core.Drift.Rules.Upkeep;

public sealed class DocsMissing : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "docs-missing",
        "There is no documentation",
        RuleSeverity.Warning,
        SubjectKind.Repository,
        "Looks for a README, a docs folder or a mkdocs.yml in every repository with a component.",
        "Add a README that says what this is, how it is run, and whom to ask.",
        [FactNames.Listing, FactNames.Content, FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context) => RuleScope.SkipWithoutComponent(context)
        ?? (context.Repository.Content!.Value.Docs.Count > 0 ? RuleJudgement.Passed
            : RuleJudgement.Failed("There is no documentation.", "README.md", "a README, docs/ or mkdocs.yml"));
}
