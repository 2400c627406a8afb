namespace Platform.Core.Catalog.Sources;

/// <param name="Manifest">Written if its version is still the stored one.</param>
/// <param name="Known">What it takes the place of.</param>
public sealed record ManifestChange(SourceManifest Manifest, SourceManifest? Known);

/// <summary>Keeps the manifests.</summary>
public interface ISourceRecords : ISourceManifests
{
    /// <returns>The manifests with their new versions, in order; null where somebody else was quicker.</returns>
    Task<IReadOnlyList<SourceManifest?>> SaveAsync(
        IReadOnlyList<ManifestChange> changes, CancellationToken cancellationToken);
}

/// <summary>Keeps the removals that wait; one for each source.</summary>
public interface IHeldRemovals
{
    /// <summary>Takes the place of what is held of the same sources.</summary>
    Task PutAsync(IReadOnlyList<HeldRemoval> removals, CancellationToken cancellationToken);

    Task<IReadOnlyList<HeldRemoval>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Sources of which nothing is held are left alone.</summary>
    Task DeleteAsync(IReadOnlyList<string> sources, CancellationToken cancellationToken);
}
