using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>Reads descriptors from repositories.</summary>
public interface ICatalogFiles
{
    /// <summary>What may pass by itself is an exception, and the message is tried again; what won't is a problem.</summary>
    Task<Result<string>> ReadAsync(RepositoryName repository, string path, string sha, CancellationToken cancellationToken);
}

/// <summary>The files as source control has them.</summary>
public sealed class SourceControlFiles(ISourceControl sourceControl) : ICatalogFiles
{
    /// <summary>The reader's limit for a YAML file.</summary>
    private const int LargestFile = 1024 * 1024;

    public Task<Result<string>> ReadAsync(
        RepositoryName repository, string path, string sha, CancellationToken cancellationToken) =>
        sourceControl.ReadFileAsync(repository, path, sha, LargestFile, cancellationToken);
}
