using Platform.Core.Primitives;

namespace Platform.Core.Drift.Rules.Ownership;

public sealed class OwnerUnknown : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "owner-unknown",
        "The owner does not exist",
        RuleSeverity.Error,
        SubjectKind.Entity,
        "Looks up spec.owner in the catalog. An owner that is not there can neither be asked nor told.",
        "Write the reference of a group or user of the catalog into spec.owner.",
        [FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context)
    {
        var entity = context.Entity;
        if (entity.OwnerText is null)
        {
            return RuleJudgement.NotApplicable("It names no owner.");
        }

        if (entity.Owner is { } owner && context.World.Find(owner.Canonical) is not null)
        {
            return RuleJudgement.Passed;
        }

        var near = entity.Owner is { } wrong
            ? NearestWords.Find(wrong.Name, context.World.Entities.Where(one => one.Is(wrong.Kind)).Select(one => one.Ref.Name))
            : [];
        return RuleJudgement.Failed([new(
            $"The owner '{entity.OwnerText}' is not in the catalog.", "spec.owner", entity.OwnerText,
            near.Count > 0 ? $"perhaps {string.Join(" or ", near)}" : "a group or user of the catalog")]);
    }
}
