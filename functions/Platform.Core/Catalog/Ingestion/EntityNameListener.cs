namespace Platform.Core.Catalog.Ingestion;

/// <summary>Keeps the directory of names up to date.</summary>
public sealed class EntityNameListener(IEntityNames names) : ICatalogListener
{
    public Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task OnWrittenAsync(IReadOnlyList<CatalogWriteResult> results, CancellationToken cancellationToken) =>
        names.AddAsync(
            [.. results.Where(result => result.IsInCatalog).Select(result => result.Write.Entity.Ref)], cancellationToken);
}
