using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// A partition per repository, a row per request and folder, the newest first. Written once per generated repository, read by
/// its name.
/// </summary>
public sealed class TableProvenanceStore(TableServiceClient tables, IContentStore contents) : IProvenanceStore
{
    private const int Most = 100;

    private readonly OnDemandTable _table = new(tables, ScaffoldTables.Provenance);

    public async Task RecordAsync(ProvenanceRecord record, CancellationToken cancellationToken)
    {
        var body = await contents.PutTextAsync(PlatformJson.Serialize(record), cancellationToken);
        var row = new TableEntity(PartitionOf(record.Repository), RowOf(record)) { ["Body"] = body };
        await _table.WriteAsync(
            table => table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<ProvenanceRecord>> ListAsync(
        RepositoryName repository, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = PartitionOf(repository);
        var records = new List<ProvenanceRecord>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, maxPerPage: Most, cancellationToken: cancellationToken))
        {
            var body = await contents.GetTextAsync(row.GetString("Body"), cancellationToken);
            records.Add(PlatformJson.Deserialize<ProvenanceRecord>(body));
            if (records.Count == Most)
            {
                break;
            }
        }

        return records;
    }

    // Keys can't hold a slash.
    private static string PartitionOf(RepositoryName repository) =>
        repository.ToString().ToLowerInvariant().Replace('/', '|');

    private static string RowOf(ProvenanceRecord record)
    {
        var newestFirst = (long.MaxValue - record.RequestedAt.UtcTicks).ToString("d19", CultureInfo.InvariantCulture);
        return $"{newestFirst}|{record.Task}|{ContentHash.Of(record.Folder)[..16]}";
    }
}
