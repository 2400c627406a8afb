using Platform.Core.Drift.Content;
using Platform.Core.Drift.GoldenPaths;

namespace Platform.Core.Drift.Rules.Pipelines;

internal static class WorkflowScope
{
    /// <summary>Whether it runs by itself for what people push.</summary>
    public static bool IsCi(WorkflowFile workflow) =>
        workflow.Triggers.Any(one => one is "push" or "pull_request" or "pull_request_target" or "merge_group");

    public static IEnumerable<(WorkflowFile File, WorkflowUse Use, GoldenWorkflow Golden)> GoldenUses(RuleContext context) =>
        from workflow in context.Repository.Content!.Value.Workflows
        from use in workflow.Uses
        from golden in context.Path.Workflows.Golden
        where use.Target.Equals(golden.Address, StringComparison.OrdinalIgnoreCase)
        select (workflow, use, golden);
}
