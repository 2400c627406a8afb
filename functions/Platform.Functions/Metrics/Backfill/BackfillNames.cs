namespace Platform.Functions.Metrics.Backfill;

/// <summary>
/// Names that outlive a deployment, as <see cref="Scaffolding.ScaffoldNames"/> has it: a change of the orchestrator's steps, or
/// of what its activities take and give, gets a new version beside the old one.
/// </summary>
public static class BackfillNames
{
    public const string Orchestrator = "MetricsBackfill_v1";
    public const string Plan = "MetricsBackfill_v1_Plan";
    public const string Page = "MetricsBackfill_v1_Page";

    public const string Start = "MetricsBackfillStart";
    public const string Get = "MetricsBackfillGet";
}
