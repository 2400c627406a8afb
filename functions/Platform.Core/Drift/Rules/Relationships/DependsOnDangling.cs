namespace Platform.Core.Drift.Rules.Relationships;

public sealed class DependsOnDangling : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "depends-on-dangling",
        "It depends on something that does not exist",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Looks up every reference of spec.dependsOn in the catalog. Who changes something asks the catalog who is hurt by it.",
        "Correct the reference, register what it means, or take it out.",
        [FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context) => context.Entity.DependsOn.Count == 0
        ? RuleJudgement.NotApplicable("It declares no dependencies.")
        : RuleJudgement.Of(DeclaredReferences.Missing(context, "dependsOn", context.Entity.DependsOn));
}
