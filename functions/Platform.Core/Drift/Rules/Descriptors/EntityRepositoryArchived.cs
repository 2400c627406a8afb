namespace Platform.Core.Drift.Rules.Descriptors;

public sealed class EntityRepositoryArchived : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "entity-repository-archived",
        "The entity's repository is archived",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "An archived repository can't be changed, so that what it describes is at its end, whatever its lifecycle says.",
        "Set the lifecycle to deprecated before archiving, or remove the entity from the catalog.",
        [FactNames.Catalog, FactNames.Listing]);

    public RuleJudgement Judge(RuleContext context)
    {
        var listed = context.Repository.Listing.Value;
        return context.Entity.Repository is null || listed.Gone
            ? RuleJudgement.NotApplicable("It comes from no repository that exists.")
            : !listed.Archived || context.Entity.Lifecycle == "deprecated" ? RuleJudgement.Passed
            : RuleJudgement.Failed([new(
                $"{listed.Name} is archived.", "spec.lifecycle", context.Entity.Lifecycle,
                "deprecated, or a repository in use")]);
    }
}
