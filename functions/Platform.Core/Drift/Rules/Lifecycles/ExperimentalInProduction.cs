using System.Globalization;

namespace Platform.Core.Drift.Rules.Lifecycles;

public sealed class ExperimentalInProduction : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "experimental-in-production",
        "It is declared as experimental and runs in production",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Compares the lifecycle experimental with deployments to production environments. Users are there already; the promises "
            + "that go "
            + "with it are not.",
        "Set the lifecycle to production and meet what is asked of it, or keep it out of production.",
        [FactNames.Catalog, FactNames.Deployments])
    {
        Options = [RuleOption.Number("days", "Deployments within so many days count.", 90, 1, 3650)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        var entity = context.Entity;
        return !entity.IsComponent || entity.Lifecycle != "experimental"
            ? RuleJudgement.NotApplicable("It is not experimental.")
            : context.World.LastDeployment(entity.Canonical, "production") is { } last
                && last >= context.Now.AddDays(-context.Number("days"))
                ? RuleJudgement.Failed([new(
                    "It was deployed to production on "
                    + $"{last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.",
                    "spec.lifecycle", entity.Lifecycle, "production")])
            : RuleJudgement.Passed;
    }
}
