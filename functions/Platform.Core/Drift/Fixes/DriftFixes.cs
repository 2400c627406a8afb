using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

/// <summary>Every fix there is.</summary>
public static class DriftFixes
{
    public static IReadOnlyList<IDriftFix> All(IDocumentReader reader) =>
    [
        new AddDescriptorFix(),
        new RenameRepositoryFix(reader),
        new SetOwnerFix("owner-unknown", reader),
        new SetOwnerFix("owner-empty", reader),
        new SetOwnerFix("owner-reported-wrong", reader),
        new SetOwnerFix("owner-not-committing", reader),
        new BumpWorkflowFix(),
        new AddMonitorFix(),
    ];
}
