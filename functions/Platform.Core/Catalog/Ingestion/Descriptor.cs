using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>One descriptor to be read, wherever it comes from.</summary>
/// <param name="Source">What owns the entities in it. For a file of a repository it names repository and path but not host,
/// branch or commit, so that neither a new commit nor a renamed branch makes it another owner.</param>
/// <param name="Location">The same for people and for Backstage's annotations: <c>type:target</c>.</param>
/// <param name="Name">What problems call it.</param>
/// <param name="File">Where it stands, when it is a file of a repository.</param>
public sealed record Descriptor(string Source, string Location, string Name, DescriptorFile? File = null)
{
    /// <value>
    /// A message only claims that the text is from there: it came with it, or is not what the repository's branch says.
    /// </value>
    public bool IsClaimed { get; init; }

    /// <value>The platform itself wrote the text.</value>
    public bool IsOwn { get; init; }

    /// <value>The registered location, <c>type:target</c>, that brought it directly or by others.</value>
    public string? Registered { get; init; }

    /// <value>
    /// Copied from another catalog on an administrator's word: the location, <c>type:target</c>, that the entity has there by way
    /// of others. What the copy says of its place is the other catalog's word.
    /// </value>
    public string? CopiedOrigin { get; init; }

    /// <value>Another catalog has read what stands beside it, and what looks like a placeholder still is none.</value>
    public bool IsResolved { get; init; }

    /// <value>Made of a directory of people that an administrator has set up.</value>
    public bool IsFromDirectory { get; init; }

    public static Descriptor InRepository(CatalogIngestRequest request, string path)
    {
        var repository = RepositoryName.Parse(request.Repository!);
        var url = request.Url?.ToString().TrimEnd('/') ?? $"https://github.com/{repository}";
        return InRepository(new(repository, request.Sha!, path, new Uri(url), request.Branch ?? "main"));
    }

    public static Descriptor InRepository(DescriptorFile file) =>
        new(SourceOf(file.Repository, file.Path), $"url:{file.PageOf(file.Path)}", file.Path, file);

    public static string SourceOf(RepositoryName repository, string path) =>
        $"github:{repository.ToString().ToLowerInvariant()}:{path}";

    public static Descriptor Inline(string location) => new(location, location, location) { IsClaimed = true };
}

/// <param name="Url">The repository's address for people.</param>
public sealed record DescriptorFile(RepositoryName Repository, string Sha, string Path, Uri Url, string Branch)
{
    /// <value>Nobody can change the repository any more; its entities say so.</value>
    public bool IsArchived { get; init; }

    /// <summary>The address for people of a file beside this one, on its branch.</summary>
    public string PageOf(string path) => $"{Url.ToString().TrimEnd('/')}/blob/{Branch}/{path}";
}
