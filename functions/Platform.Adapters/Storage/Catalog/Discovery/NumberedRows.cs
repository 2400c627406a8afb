using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog.Discovery;

/// <summary>
/// What is kept of each repository, in a partition for each kind of thing, row = the repository's number: 10,000 repositories are
/// listed by ten calls, once a sweep, and a sweep that finds all of them new writes 100 rows a call.
/// </summary>
internal sealed class NumberedRows<T>(
    TableServiceClient service, string partition, Func<T, long> numberOf, Func<T, string> organizationOf)
    where T : class
{
    private const int BatchSize = 100;

    // A filter may have 15 comparisons.
    private const int MostQuestions = 12;

    private readonly OnDemandTable _table = new(service, CatalogStorage.RepositoriesTable);

    public async Task<IReadOnlyList<T>> ListAsync(string organization, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var name = organization.ToLowerInvariant();
        return await table
            .QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Organization eq {name}"),
                cancellationToken: cancellationToken)
            .Select(Read)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<T>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await Task.WhenAll(ids.Distinct().Chunk(MostQuestions).Select(async some => await table
            .QueryAsync<TableEntity>(
                $"PartitionKey eq '{partition}' and ({string.Join(" or ", some.Select(id => $"RowKey eq '{Key(id)}'"))})",
                cancellationToken: cancellationToken)
            .Select(Read)
            .ToListAsync(cancellationToken)));
        return [.. found.SelectMany(records => records)];
    }

    public async Task SaveAsync(IEnumerable<T> records, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var actions = records.Select(record => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(record)));
        foreach (var batch in actions.Chunk(BatchSize))
        {
            await table.SubmitTransactionAsync(batch, cancellationToken);
        }
    }

    public async Task RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var id in ids)
        {
            await table.DeleteEntityAsync(partition, Key(id), cancellationToken: cancellationToken);
        }
    }

    private TableEntity Row(T record)
    {
        var row = new TableEntity(partition, Key(numberOf(record))) { ["Organization"] = organizationOf(record) };
        LongText.Write(row, PlatformJson.Serialize(record));
        return row;
    }

    private static T Read(TableEntity row) => PlatformJson.Deserialize<T>(LongText.Read(row));

    private static string Key(long id) => id.ToString("D20", CultureInfo.InvariantCulture);
}
