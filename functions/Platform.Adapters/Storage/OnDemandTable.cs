using Azure.Data.Tables;

namespace Platform.Adapters.Storage;

/// <summary>A table that its first use in this process creates.</summary>
internal sealed class OnDemandTable(TableServiceClient service, string name)
{
    private readonly TableClient _table = service.GetTableClient(name);
    private volatile bool _exists;

    public async ValueTask<TableClient> GetAsync(CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await _table.CreateIfNotExistsAsync(cancellationToken);
            _exists = true;
        }

        return _table;
    }
}
