namespace Platform.Core.Catalog.Sources;

/// <param name="Manifest">Written if its version is still the stored one.</param>
/// <param name="Known">What it takes the place of.</param>
/// <param name="Intent">What the same call has written of it already; only what differs is written then.</param>
public sealed record ManifestChange(SourceManifest Manifest, SourceManifest? Known, SourceManifest? Intent = null);

/// <summary>Keeps the manifests.</summary>
public interface ISourceRecords : ISourceManifests
{
    /// <summary>
    /// What is known of sources that are about to be saved, perhaps wrongly: when a good sample of them is new, all are taken for
    /// new without a look. Saving finds out.
    /// </summary>
    Task<IReadOnlyDictionary<string, SourceManifest>> GuessAsync(
        IReadOnlyCollection<string> sources, CancellationToken cancellationToken);

    /// <summary>Nothing is left of sources that have been gone since before.</summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> ForgetGoneAsync(DateTimeOffset before, CancellationToken cancellationToken);

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
