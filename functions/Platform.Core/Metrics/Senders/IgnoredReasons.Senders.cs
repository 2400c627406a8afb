namespace Platform.Core.Metrics.Senders;

public static partial class IgnoredReasons
{
    /// <summary>It says of an incident something that neither begins nor ends it.</summary>
    public const string IncidentStateUnchanged = "incident-state-unchanged";

    /// <summary>A message about alerts without one.</summary>
    public const string NoAlerts = "no-alerts";

    /// <summary>An issue of another type.</summary>
    public const string IssueNotIncident = "issue-not-incident";

    /// <summary>Incidents of this severity don't count, by the settings or by the address.</summary>
    public const string SeverityNotCounted = "severity-not-counted";

    /// <summary>A run that goes on; its end is told.</summary>
    public const string RunNotEnded = "run-not-ended";

    /// <summary>A branch was made, moved or deleted, or several at once.</summary>
    public const string PushWithoutCommits = "push-without-commits";

    /// <summary>A pull request that was only tried to be merged, or is changed while it is open.</summary>
    public const string PullRequestStillOpen = "pull-request-still-open";

    /// <summary>An operation that deployed nothing: a dry run, or a sync of some resources only.</summary>
    public const string OperationWithoutHistory = "operation-without-history";

    /// <summary>An application's state that no finished operation brought about.</summary>
    public const string NoFinishedOperation = "no-finished-operation";
}
