using Azure;
using Azure.Data.Tables;
using Platform.Core.Health;

namespace Platform.Adapters.Storage.Health;

/// <summary>A row there, back and away again.</summary>
public sealed class TableProbe(TableServiceClient tables) : IProbe
{
    private const string Partition = "probe";

    private readonly OnDemandTable _table = new(tables, HealthStorage.Table);

    public static Finding Explain(Exception failure) =>
        StorageFailure.Explain("table", "Storage Table Data Contributor", failure);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        var table = await _table.GetAsync(cancellationToken);
        var name = HealthStorage.NewName();
        await table.AddEntityAsync(new TableEntity(Partition, name), cancellationToken);
        await table.GetEntityAsync<TableEntity>(Partition, name, cancellationToken: cancellationToken);
        await table.DeleteEntityAsync(Partition, name, ETag.All, cancellationToken);
        return Finding.Fine($"Tables take, give and remove a row ({HealthStorage.Took(since)}).");
    }
}
