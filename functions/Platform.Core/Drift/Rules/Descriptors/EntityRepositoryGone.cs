namespace Platform.Core.Drift.Rules.Descriptors;

public sealed class EntityRepositoryGone : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "entity-repository-gone",
        "The entity's repository is gone",
        RuleSeverity.Error,
        SubjectKind.Entity,
        "Compares where an entity's descriptor stood with the repositories that there are. An entity without its repository can "
            + "be "
            + "changed by nobody.",
        "Remove the entity from the catalog, or register it from where it is described now.",
        [FactNames.Catalog, FactNames.Repositories])
    {
        AlsoFacts = [FactNames.Listing],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (context.Entity.Repository is not { } name)
        {
            return RuleJudgement.NotApplicable("It comes from no repository.");
        }

        var isGone = context.Input.Repository is { } repository
            ? repository.Listing.Value.Gone
            : context.World.Presence(name) switch
            {
                RepositoryPresence.Gone => true,
                RepositoryPresence.Listed => false,
                _ => (bool?)null,
            };
        return isGone switch
        {
            null => RuleJudgement.Unknown($"{name} is in no organization that is listed."),
            true => RuleJudgement.Failed($"{name}, in which it is described, is gone.", $"{name}", "a repository that exists"),
            _ => RuleJudgement.Passed,
        };
    }
}
