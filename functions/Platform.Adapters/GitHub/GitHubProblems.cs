namespace Platform.Adapters.GitHub;

/// <summary>The stable codes of what source control can answer. Final ones are problems, passing ones exceptions.</summary>
internal static class GitHubProblems
{
    public const string Unauthorized = "source-control-unauthorized";
    public const string Forbidden = "repository-forbidden";
    public const string OrganizationNotFound = "organization-not-found";
    public const string RepositoryNotFound = "repository-not-found";
    public const string NameTaken = "repository-name-taken";
    public const string Archived = "repository-archived";
    public const string Empty = "repository-empty";
    public const string BranchMissing = "branch-missing";
    public const string BranchMoved = "branch-moved";
    public const string NothingToCommit = "nothing-to-commit";
    public const string WebhookSecretMissing = "webhook-secret-missing";
    public const string FileNotFound = "file-not-found";
    public const string FileTooLarge = "file-too-large";
    public const string FileNotText = "file-not-text";
    public const string TreeTooLarge = "tree-too-large";
    public const string Rejected = "source-control-rejected";

    public const string RateLimited = "rate-limited";
    public const string NotReadableYet = "not-readable-yet";
    public const string Conflict = "source-control-conflict";
    public const string Unavailable = "source-control-unavailable";
}
