using System.Globalization;

namespace Platform.Core.Drift.Rules.Lifecycles;

public sealed class DeprecatedWithNewDependents : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "deprecated-with-new-dependents",
        "It is deprecated and somebody began to depend on it",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Compares when something was first seen as deprecated with when others began to depend on it. Who joins now will have "
            + "to leave again.",
        "Tell the new dependents what to use instead, and name it in the descriptor.",
        [FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context)
    {
        var entity = context.Entity;
        if (entity.Lifecycle != "deprecated")
        {
            return RuleJudgement.NotApplicable("It is not deprecated.");
        }

        if (entity.LifecycleSince is not { } since)
        {
            return RuleJudgement.Unknown("Nobody has watched since when it is deprecated.");
        }

        return RuleJudgement.Of([.. context.World.Dependents(entity.Canonical)
            .Where(one => one.Since > since)
            .Select(one => new RuleEvidence(
                $"{one.Entity} depends on it since {one.Since!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.",
                "spec.lifecycle", one.Entity.Canonical,
                $"no dependents since {since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"))]);
    }
}
