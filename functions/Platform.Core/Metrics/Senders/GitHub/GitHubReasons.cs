namespace Platform.Core.Metrics.Senders;

public static partial class IgnoredReasons
{
    public const string TagPushed = "tag-pushed";
    public const string BranchDeleted = "branch-deleted";
    public const string NoNewCommits = "no-new-commits";
    public const string PullRequestUnchanged = "pull-request-unchanged";
    public const string ReviewByBot = "review-by-bot";
    public const string ReviewNotSubmitted = "review-not-submitted";
    public const string DeploymentInactive = "deployment-inactive";
    public const string ReleaseNotPublished = "release-not-published";
    public const string ReleaseIsPrerelease = "release-is-prerelease";
    public const string IssueNotLabelled = "issue-not-labelled";
    public const string IssueGone = "issue-gone";
}
