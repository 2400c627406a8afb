using Platform.Core.Drift.Content;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Facts;

/// <summary>
/// What is known of one repository. A fact that is null was not observed yet, or could not be: a rule that needs it then answers
/// unknown, never failed.
/// </summary>
/// <param name="Id">Stays when the repository is renamed or transferred.</param>
/// <param name="Listing">As the organisation's listing told last.</param>
/// <param name="Content">What its default branch holds; read again only when a push has changed it.</param>
/// <param name="Made">By templates; as old as <paramref name="Content"/>, with which it is read.</param>
/// <param name="Protection">Shown by no timestamp; looked at in a slower cycle, as <paramref name="Ci"/>.</param>
public sealed record RepositoryFacts(
    long Id,
    Fact<RepositoryListed> Listing,
    Fact<RepositoryContent>? Content = null,
    Fact<BranchProtection>? Protection = null,
    Fact<CiState>? Ci = null,
    Fact<CommitShares>? Commits = null,
    IReadOnlyList<MadeFolder>? Made = null)
{
    public RepositoryName Name => Listing.Value.Name;
}

/// <summary>A repository, or a folder of one, that a template made.</summary>
/// <param name="Folder">With its trailing slash; empty for the whole repository.</param>
/// <param name="Template">Canonical reference.</param>
/// <param name="Version">For people.</param>
/// <param name="Hash">Of the template as it was; null when it was in no library.</param>
/// <param name="Files">Git's blob SHA of each file as it was made, by its path in the repository; null: not known.</param>
public sealed record MadeFolder(
    string Folder, string Template, string Version, string? Hash, IReadOnlyDictionary<string, string>? Files);

/// <param name="Gone">Its numeric id answers 404, or two complete listings lacked it.</param>
/// <param name="FormerNames">Under which it was listed before.</param>
public sealed record RepositoryListed(
    RepositoryName Name,
    string DefaultBranch,
    Uri HtmlUrl,
    bool Archived,
    bool Fork,
    bool IsTemplate,
    bool Gone,
    DateTimeOffset? PushedAt,
    IReadOnlyList<string> FormerNames);

/// <param name="IsProtected">By a ruleset or by classic branch protection.</param>
/// <param name="RequiresPullRequest">Nobody pushes to the default branch directly.</param>
/// <param name="RequiredChecks">Names of the checks without which nothing is merged.</param>
public sealed record BranchProtection(
    bool IsProtected, bool RequiresPullRequest, int RequiredReviews, IReadOnlyList<string> RequiredChecks);

/// <param name="HasRuns">Whether a workflow ever ran on the default branch.</param>
/// <param name="Conclusion">Of the last completed run on the default branch: GitHub's word.</param>
/// <param name="FailingSince">The first of the unbroken row of failed runs up to now, as far as was read; null when the last one
/// was green.</param>
public sealed record CiState(
    bool HasRuns, string? Conclusion, Uri? Run, DateTimeOffset? RunAt, DateTimeOffset? FailingSince, string? Workflow);

/// <summary>Who committed to the default branch lately, and when code and docs moved.</summary>
/// <param name="Since">Of the span that was counted.</param>
/// <param name="Complete">False when there were more commits than were read.</param>
/// <param name="ByAuthor">GitHub logins; bots left out.</param>
/// <param name="LastCodeAt">Last commit that touched something other than docs; null: none in the span.</param>
/// <param name="LastDocsAt">Last commit that touched docs, looked for beyond the span; null: never.</param>
/// <param name="CodeCommitsSinceDocs">How many commits touched code since then, as far as was read.</param>
public sealed record CommitShares(
    DateTimeOffset Since,
    bool Complete,
    IReadOnlyDictionary<string, int> ByAuthor,
    DateTimeOffset? LastCodeAt,
    DateTimeOffset? LastDocsAt,
    int CodeCommitsSinceDocs);
