using Platform.Core.Drift.Content;

namespace Platform.Core.Drift.Rules;

/// <summary>Of which repositories rules speak at all.</summary>
internal static class RuleScope
{
    private static readonly HashSet<string> Workloads = new(StringComparer.Ordinal)
    {
        "Deployment", "StatefulSet", "DaemonSet", "Rollout",
    };

    private static readonly RuleJudgement Dead =
        RuleJudgement.NotApplicable("It is gone, archived, a fork or a template.");

    private static readonly RuleJudgement WithoutComponent = RuleJudgement.NotApplicable("The catalog has no component from it.");

    private static readonly RuleJudgement WithoutService = RuleJudgement.NotApplicable("The catalog has no service from it.");

    public static RuleJudgement? SkipDead(RuleContext context) =>
        context.Repository.Listing.Value is { Gone: false, Archived: false, Fork: false, IsTemplate: false } ? null : Dead;

    public static RuleJudgement? SkipWithoutComponent(RuleContext context) =>
        SkipDead(context) ?? (context.Input.Entities.Any(one => one.IsComponent) ? null : WithoutComponent);

    public static RuleJudgement? SkipWithoutService(RuleContext context) =>
        SkipDead(context) ?? (context.Input.Entities.Any(one => one.IsService) ? null : WithoutService);

    public static bool IsWorkload(ManifestDocument manifest) => Workloads.Contains(manifest.Kind);
}
