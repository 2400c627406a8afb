using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Catalog.Audits;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>One partition, a row for each audit, the latest first: one a night is a page in three years.</summary>
internal sealed class TableCatalogAudits(TableServiceClient tables) : ICatalogAudits
{
    private const string Partition = "audit";

    private readonly OnDemandTable _table = new(tables, CatalogStorage.AuditsTable);

    public async Task AddAsync(CatalogAudit audit, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Partition, KeyOf(audit.At)) { ["Audit"] = PlatformJson.Serialize(audit) };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<IReadOnlyList<CatalogAudit>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        return await table
            .QueryAsync<TableEntity>(row => row.PartitionKey == Partition, most, cancellationToken: cancellationToken)
            .Take(most)
            .Select(row => PlatformJson.Deserialize<CatalogAudit>(row.GetString("Audit")))
            .ToListAsync(cancellationToken);
    }

    private static string KeyOf(DateTimeOffset at) =>
        (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("d19", CultureInfo.InvariantCulture);
}
