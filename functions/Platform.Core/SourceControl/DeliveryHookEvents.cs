namespace Platform.Core.SourceControl;

/// <summary>GitHub's events that tell how changes get to their users; what a repository's webhook is asked for.</summary>
public static class DeliveryHookEvents
{
    public static IReadOnlyList<string> All { get; } =
    [
        "push", "pull_request", "pull_request_review", "deployment", "deployment_status", "workflow_run", "release", "issues",
    ];
}
