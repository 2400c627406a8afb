using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>What happened to a repository.</summary>
public enum NewsKind
{
    /// <summary>Its default branch has moved.</summary>
    Pushed,

    /// <summary>
    /// It is new, renamed, somebody else's, archived or not any more, or has another default branch: all of it is looked at.
    /// </summary>
    Changed,

    Deleted,
}

/// <summary>
/// Something that happened to a repository: the message of queue <c>catalog-repositories</c>. It only says where to look. What is
/// there is read when the message is handled, so that it does not matter in which order messages come.
/// </summary>
/// <param name="Id">The delivery's, for logs.</param>
/// <param name="Repository"><c>owner/name</c> at the time.</param>
/// <param name="Number">The repository's, which outlives names.</param>
/// <param name="Former">What it was called before.</param>
/// <param name="Url">Its address for people.</param>
/// <param name="Branch">The default branch.</param>
/// <param name="Before">Where the branch was; null when there was none.</param>
/// <param name="After">Where the branch was moved to; null when it was deleted.</param>
/// <param name="Changed">Files that the push added or changed; null when the push did not name all.</param>
/// <param name="Removed">Files that the push removed.</param>
public sealed record RepositoryNews(
    string Id,
    NewsKind Kind,
    string Repository,
    long Number,
    string? Former = null,
    Uri? Url = null,
    string? Branch = null,
    string? Before = null,
    string? After = null,
    IReadOnlyList<string>? Changed = null,
    IReadOnlyList<string>? Removed = null)
{
    public const string Queue = "catalog-repositories";

    public Task SendAsync(IQueueSender sender, CancellationToken cancellationToken) => sender.SendAsync(
        Queue, JsonSerializer.SerializeToUtf8Bytes(this, PlatformJson.Options), cancellationToken);

    public static Result<RepositoryNews> Parse(ReadOnlySpan<byte> utf8) => OwnMessage.Read<RepositoryNews>(
        utf8, "news of a repository", "id", "kind", "repository", "number");
}
