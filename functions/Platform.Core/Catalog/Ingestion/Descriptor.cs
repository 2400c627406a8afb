using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>One descriptor file to be read, wherever it comes from.</summary>
/// <param name="Source">What owns the entities in it. For a file of a repository it names repository and path but not host,
/// branch or commit, so that neither a new commit nor a renamed branch makes it another owner.</param>
/// <param name="Location">The same for people and for Backstage's annotations: <c>type:target</c>.</param>
public sealed record Descriptor(string Source, string Location, string File)
{
    public static Descriptor InRepository(CatalogIngestRequest request, string path)
    {
        var repository = RepositoryName.Parse(request.Repository!);
        var url = request.Url?.ToString().TrimEnd('/') ?? $"https://github.com/{repository}";
        return new(
            $"github:{repository.ToString().ToLowerInvariant()}:{path}",
            $"url:{url}/blob/{request.Branch ?? "main"}/{path}",
            path);
    }

    public static Descriptor Inline(string location) => new(location, location, location);
}
