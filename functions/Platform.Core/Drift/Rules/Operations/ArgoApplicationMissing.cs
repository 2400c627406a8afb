namespace Platform.Core.Drift.Rules.Operations;

public sealed class ArgoApplicationMissing : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "argo-application-missing",
        "No Argo CD application deploys the service",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Compares services in production with the applications that Argo CD's notifications speak of. What is deployed by hand "
            + "drifts "
            + "from what is declared.",
        "Add an Application for the service, or its annotation argocd/app-name; leave other services out with appliesTo.",
        [FactNames.Catalog, FactNames.Argo])
    {
        Options = [RuleOption.Number("days", "What is known for less says nothing.", 7, 0, 365)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        var entity = context.Entity;
        if (!entity.IsService || entity.Lifecycle != "production")
        {
            return RuleJudgement.NotApplicable("It is no service in production.");
        }

        if (context.World.ArgoApplications(entity.Canonical).Count > 0)
        {
            return RuleJudgement.Passed;
        }

        var since = context.Now.AddDays(-context.Number("days"));
        return entity.FirstSeenAt > since ? RuleJudgement.NotApplicable("The catalog knows it for less than that.")
            : context.World.Part(FactNames.Argo)!.Since is not { } reach || reach > since
                ? RuleJudgement.Unknown("Argo CD's notifications do not reach back that far.")
            : RuleJudgement.Failed("Argo CD has told of no application for it.", expected: "an Argo CD application");
    }
}
