using Azure;
using Azure.Data.Tables;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Access;

/// <summary>
/// One insert a request, in 256 partitions by the hash of the signature. Rows are of no use once the signature's window has
/// passed.
/// </summary>
internal sealed class TableReplayGuard(TableServiceClient service) : IReplayGuard
{
    private readonly OnDemandTable _table = new(service, AccessStorage.ReplaysTable);

    public async Task<bool> IsFirstAsync(
        string sender, string signature, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hash = ContentHash.Of($"{sender}\n{signature}");
        try
        {
            await _table.WriteAsync(
                table => table.AddEntityAsync(new TableEntity(hash[..2], hash) { ["At"] = at }, cancellationToken),
                cancellationToken);
            return true;
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            return false;
        }
    }
}
