namespace Platform.Core.Drift.Rules.Lifecycles;

public sealed class ProductionWithoutDeployments : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "production-without-deployments",
        "It is declared as production and was not deployed for long",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Compares the lifecycle production with deployments to production environments. What was not deployed for months is "
            + "abandoned, or "
            + "is deployed in a way that nobody sees.",
        "Set the lifecycle to deprecated, deploy it, or send its deployments as delivery events.",
        [FactNames.Catalog, FactNames.Deployments])
    {
        Options = [RuleOption.Number("days", "So many days without a deployment are too many.", 90, 1, 3650)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        var entity = context.Entity;
        if (!entity.IsService || entity.Lifecycle != "production")
        {
            return RuleJudgement.NotApplicable("It is no service in production.");
        }

        var since = context.Now.AddDays(-context.Number("days"));
        if (context.World.LastDeployment(entity.Canonical, "production") is { } last && last >= since)
        {
            return RuleJudgement.Passed;
        }

        return entity.FirstSeenAt > since ? RuleJudgement.NotApplicable("The catalog knows it for less than that.")
            : context.World.Part(FactNames.Deployments)!.Since is not { } reach || reach > since
                ? RuleJudgement.Unknown("Delivery events do not reach back that far.")
            : RuleJudgement.Failed([new(
                $"It was not deployed to production for {context.Number("days")} days.", "spec.lifecycle", entity.Lifecycle,
                "a deployment to production, or another lifecycle")]);
    }
}
