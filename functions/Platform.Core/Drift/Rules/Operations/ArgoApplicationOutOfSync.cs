using System.Globalization;

namespace Platform.Core.Drift.Rules.Operations;

public sealed class ArgoApplicationOutOfSync : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "argo-application-out-of-sync",
        "An Argo CD application is out of sync",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Looks at what Argo CD's notifications said last. An application that stays out of sync runs something else than the "
            + "repository says.",
        "Look at the application's difference in Argo CD, and sync it or take back what was changed by hand.",
        [FactNames.Catalog, FactNames.Argo])
    {
        Options = [RuleOption.Number("hours", "It may be out of sync for so many hours.", 24, 0, 8760)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        var applications = context.World.ArgoApplications(context.Entity.Canonical);
        return applications.Count == 0
            ? RuleJudgement.NotApplicable("No Argo CD application deploys it.")
            : RuleJudgement.Of([.. applications
                .Where(one => one.Sync == "OutOfSync"
                    && context.Now - (one.OutOfSyncSince ?? one.At) >= TimeSpan.FromHours(context.Number("hours")))
                .Select(one => new RuleEvidence(
                    $"{one.Name} is out of sync since "
                    + $"{(one.OutOfSyncSince ?? one.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.",
                    one.Url?.ToString() ?? one.Name, one.Sync, "Synced"))]);
    }
}
