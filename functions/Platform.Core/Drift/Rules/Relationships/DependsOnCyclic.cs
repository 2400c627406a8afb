namespace Platform.Core.Drift.Rules.Relationships;

public sealed class DependsOnCyclic : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "depends-on-cyclic",
        "It depends on itself by way of others",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Follows spec.dependsOn until it comes back. Things that need each other can be neither started nor changed one by one.",
        "Take the dependency out that is not one, or make an API of what both need.",
        [FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context)
    {
        var entity = context.Entity;
        if (entity.DependsOn.Count == 0)
        {
            return RuleJudgement.NotApplicable("It declares no dependencies.");
        }

        return DependencyCycles.In(context.World).Through(entity) is not { } cycle ? RuleJudgement.Passed
            : RuleJudgement.Failed([new(
                $"It depends on itself: {string.Join(" -> ", cycle)}.", "spec.dependsOn", cycle[1],
                "dependencies without a circle")]);
    }
}
