namespace Platform.Core.Scaffolding.Publishing;

/// <summary>A CI run of a commit.</summary>
/// <param name="Status">queued, in_progress, completed, waiting, pending or requested.</param>
/// <param name="Conclusion">success, failure, skipped, ...; null until completed.</param>
/// <param name="Jobs">Filled in once the run is completed.</param>
/// <param name="CreatedAt">When it was asked for, by GitHub's clock.</param>
public sealed record WorkflowRunSummary(
    long Id,
    string Name,
    string Status,
    string? Conclusion,
    Uri HtmlUrl,
    IReadOnlyList<WorkflowJobSummary> Jobs,
    DateTimeOffset? CreatedAt = null)
{
    public bool IsCompleted => Status == "completed";
}

/// <param name="FailedStep">The first step that failed; null when none did.</param>
/// <param name="StartedAt">When a runner took it up.</param>
public sealed record WorkflowJobSummary(
    long Id,
    string Name,
    string Status,
    string? Conclusion,
    string? FailedStep = null,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? CompletedAt = null);
