namespace Platform.Core.Catalog;

/// <summary>
/// A request to read descriptors and bring the catalog up to date with them: the message of queue <c>catalog-ingest</c>. Exactly
/// one of two forms: files of a repository at a commit (<see cref="Repository"/>, <see cref="Sha"/>, <see cref="Paths"/>), or
/// the text itself (<see cref="Location"/>, <see cref="Content"/>). Its JSON schema is
/// <c>Platform.Functions/Catalog/catalog-ingest.schema.json</c>.
/// </summary>
/// <param name="Id">Chosen by the sender, for logs; sending twice does no harm.</param>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Sha">The commit to read at.</param>
/// <param name="Paths">Files from the repository's root, without a leading slash.</param>
/// <param name="Url">The repository's address for people; GitHub's when left out.</param>
/// <param name="Branch">The branch that <see cref="Sha"/> was pushed to; <c>main</c> when left out.</param>
/// <param name="Location">Where the text came from, <c>type:target</c>, for example
/// <c>url:https://example.com/catalog-info.yaml</c>.</param>
/// <param name="OccurredAt">
/// When the state described here became true; when left out, the moment the message was queued. Messages overtake one another,
/// so an entity keeps the description with the latest time.
/// </param>
/// <param name="Attempt">How often files that were not found have been asked for again.</param>
public sealed record CatalogIngestRequest(
    string Id,
    string? Repository = null,
    string? Sha = null,
    IReadOnlyList<string>? Paths = null,
    Uri? Url = null,
    string? Branch = null,
    string? Location = null,
    string? Content = null,
    DateTimeOffset? OccurredAt = null,
    int? Attempt = null);

/// <summary>Asks for descriptors to be read; returns when the request is on the queue.</summary>
public interface ICatalogIngestion
{
    Task RequestAsync(CatalogIngestRequest request, CancellationToken cancellationToken);
}
