using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog.Discovery;

/// <summary>
/// One partition, row = the repository's number: 10,000 repositories are listed by ten calls, once a sweep, and a sweep that
/// finds all of them new writes 100 rows a call.
/// </summary>
internal sealed class TableRepositoryRecords(TableServiceClient service) : IRepositoryRecords
{
    private const string Partition = "repositories";
    private const int BatchSize = 100;

    // A filter may have 15 comparisons.
    private const int MostQuestions = 12;

    private readonly OnDemandTable _table = new(service, CatalogStorage.RepositoriesTable);

    public async Task<IReadOnlyList<RepositoryRecord>> ListAsync(string organization, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var name = organization.ToLowerInvariant();
        return await table
            .QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Organization eq {name}"),
                cancellationToken: cancellationToken)
            .Select(Read)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<long, RepositoryRecord>> FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await Task.WhenAll(ids.Distinct().Chunk(MostQuestions).Select(async some => await table
            .QueryAsync<TableEntity>(
                $"PartitionKey eq '{Partition}' and ({string.Join(" or ", some.Select(id => $"RowKey eq '{Key(id)}'"))})",
                cancellationToken: cancellationToken)
            .Select(Read)
            .ToListAsync(cancellationToken)));
        return found.SelectMany(records => records).ToDictionary(record => record.Listed.Id);
    }

    public async Task SaveAsync(IReadOnlyList<RepositoryRecord> records, CancellationToken cancellationToken) =>
        await SubmitAsync(
            records.Select(record => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(record))),
            cancellationToken);

    public async Task RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var id in ids)
        {
            await table.DeleteEntityAsync(Partition, Key(id), cancellationToken: cancellationToken);
        }
    }

    private async Task SubmitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var batch in actions.Chunk(BatchSize))
        {
            await table.SubmitTransactionAsync(batch, cancellationToken);
        }
    }

    private static TableEntity Row(RepositoryRecord record)
    {
        var row = new TableEntity(Partition, Key(record.Listed.Id)) { ["Organization"] = record.Organization };
        LongText.Write(row, PlatformJson.Serialize(record));
        return row;
    }

    private static RepositoryRecord Read(TableEntity row) => PlatformJson.Deserialize<RepositoryRecord>(LongText.Read(row));

    private static string Key(long id) => id.ToString("D20", CultureInfo.InvariantCulture);
}
