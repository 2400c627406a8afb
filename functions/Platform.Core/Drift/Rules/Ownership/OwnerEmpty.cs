namespace Platform.Core.Drift.Rules.Ownership;

public sealed class OwnerEmpty : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "owner-empty",
        "The owning group has no members",
        RuleSeverity.Error,
        SubjectKind.Entity,
        "Counts the members of the owning group and of the groups below it. A group without people answers nobody.",
        "Give the entity to a team that has people, or add members to the group.",
        [FactNames.Catalog, FactNames.People]);

    public RuleJudgement Judge(RuleContext context) =>
        context.Entity.Owner is not { } owner || context.World.Find(owner.Canonical) is not { } group || !group.Is("group")
            ? RuleJudgement.NotApplicable("No group of the catalog owns it.")
            : context.World.Members(owner).Count > 0 ? RuleJudgement.Passed
            : RuleJudgement.Failed([new($"{owner} has no members.", "spec.owner", owner.Canonical, "a group with members")]);
}
