using Azure.Data.Tables;
using Platform.Core.Catalog.Discovery.Repositories;

namespace Platform.Adapters.Storage.Catalog.Discovery;

internal sealed class TableRepositoryRecords(TableServiceClient service) : IRepositoryRecords
{
    private readonly NumberedRows<RepositoryRecord> _rows =
        new(service, "repositories", record => record.Listed.Id, record => record.Organization);

    public Task<IReadOnlyList<RepositoryRecord>> ListAsync(string organization, CancellationToken cancellationToken) =>
        _rows.ListAsync(organization, cancellationToken);

    public async Task<IReadOnlyDictionary<long, RepositoryRecord>> FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        (await _rows.FindAsync(ids, cancellationToken)).ToDictionary(record => record.Listed.Id);

    public Task SaveAsync(IReadOnlyList<RepositoryRecord> records, CancellationToken cancellationToken) =>
        _rows.SaveAsync(records, cancellationToken);

    public Task RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        _rows.RemoveAsync(ids, cancellationToken);
}
