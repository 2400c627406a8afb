using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

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

    /// <summary>
    /// For writes that somebody waits for: the table is only created when the write finds none, so that a process that has just
    /// started asks no question before its first one. The write may run twice.
    /// </summary>
    public async Task WriteAsync(Func<TableClient, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write(_table);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == TableErrorCode.TableNotFound)
        {
            await write(await GetAsync(cancellationToken));
        }
    }
}
