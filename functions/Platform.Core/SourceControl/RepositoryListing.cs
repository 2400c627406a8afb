using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>The repositories of an organisation.</summary>
/// <param name="Complete">False when any page failed: what is missing then proves nothing.</param>
/// <param name="Reason">Why it is not complete, for people.</param>
/// <param name="RetryAfter">How long the host asks to wait before another attempt.</param>
public sealed record RepositoryListing(
    string Organization,
    bool Complete,
    IReadOnlyList<ListedRepository> Repositories,
    string? Reason = null,
    TimeSpan? RetryAfter = null);

/// <param name="Id">Stays when the repository is renamed or transferred.</param>
/// <param name="PushedAt">The last push to any branch, in whole seconds; null before the first one.</param>
/// <param name="SizeInKilobytes">As the host last measured it: 0 for a new repository.</param>
public sealed record ListedRepository(
    long Id,
    RepositoryName Name,
    string DefaultBranch,
    Uri HtmlUrl,
    bool Archived,
    bool Fork,
    DateTimeOffset? PushedAt,
    long SizeInKilobytes)
{
    /// <value>Others are made of it.</value>
    public bool IsTemplate { get; init; }
}

/// <summary>A repository with what its page says of it.</summary>
/// <param name="Language">The one that most of it is written in, as the host counts.</param>
/// <param name="Topics">As somebody has set them.</param>
/// <param name="IsTemplate">Others are made of it.</param>
public sealed record RepositoryProfile(
    ListedRepository Listed, string? Description, string? Language, IReadOnlyList<string> Topics, bool IsTemplate);
