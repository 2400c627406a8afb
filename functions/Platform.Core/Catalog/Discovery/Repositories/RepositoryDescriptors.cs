using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.Repositories;

/// <summary>How the catalog names what is in repositories.</summary>
public static class RepositoryDescriptors
{
    private const string Scheme = "github:";

    public static string OriginOf(string organization) => Scheme + organization.ToLowerInvariant();

    /// <param name="reference">The commit or branch at which texts beside it are read.</param>
    public static Descriptor Of(ListedRepository repository, string reference, string path) => Descriptor.InRepository(
        new(repository.Name, reference, path, repository.HtmlUrl, repository.DefaultBranch) { IsArchived = repository.Archived });

    /// <summary>All sources of a repository begin so.</summary>
    public static string PrefixOf(RepositoryName repository) => Descriptor.SourceOf(repository, string.Empty);

    /// <value>Somebody has registered it: that location reads it, and lets it go.</value>
    public static bool IsRegistered(this SourceManifest manifest) =>
        !manifest.IsGone && manifest.Origin?.StartsWith("location:", StringComparison.Ordinal) == true;

    /// <returns>Null for a source that is no file of a repository.</returns>
    public static (RepositoryName Repository, string Path)? Parse(string source)
    {
        var parts = source.Split(':', 3);
        return parts is ["github", var name, { Length: > 0 } path] && RepositoryName.TryParse(name, out var repository)
            ? (repository, path)
            : null;
    }
}
