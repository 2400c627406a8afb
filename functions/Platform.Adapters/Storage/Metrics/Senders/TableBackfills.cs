using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Metrics.Backfill;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.Storage.Metrics.Senders;

/// <summary>
/// Partition = backfill: its request, a row a repository of the plan, a row a page that was told. 10,000 repositories with seven
/// kinds are some 100,000 rows, 100 pages when somebody looks; a page is told in seconds, far from a partition's limit.
/// </summary>
internal sealed class TableBackfills(TableServiceClient tables) : IBackfills
{
    private const string Head = "head";
    private const string Request = "Request";
    private const string Repository = "Repository";
    private const string Page = "Page";
    private const int MostInBatch = 100;

    private readonly OnDemandTable _table = new(tables, SenderStorage.BackfillsTable);

    public async Task<bool> CreateAsync(BackfillRequest request, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        try
        {
            await table.AddEntityAsync(
                new TableEntity(request.Id, Head) { [Request] = PlatformJson.Serialize(request) }, cancellationToken);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return false;
        }
    }

    public async Task<BackfillRequest?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(id, Head, cancellationToken: cancellationToken);
        return row.HasValue ? PlatformJson.Deserialize<BackfillRequest>(row.Value!.GetString(Request)) : null;
    }

    public async Task PlanAsync(
        string id, IReadOnlyList<RepositoryName> repositories, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var batch in repositories.Index().Chunk(MostInBatch))
        {
            await table.SubmitTransactionAsync(
                batch.Select(one => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    new TableEntity(id, PlanRow(one.Index)) { [Repository] = one.Item.ToString() })),
                cancellationToken);
        }
    }

    public async Task<RepositoryName> RepositoryAsync(string id, int place, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityAsync<TableEntity>(id, PlanRow(place), cancellationToken: cancellationToken);
        return RepositoryName.Parse(row.Value.GetString(Repository));
    }

    public async Task NoteAsync(string id, BackfillPage page, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var key = string.Create(
            CultureInfo.InvariantCulture, $"page|{page.Repository:d6}|{(int)page.Kind:d2}|{page.Page:d6}");
        var known = await table.GetEntityIfExistsAsync<TableEntity>(id, key, cancellationToken: cancellationToken);
        var added = known.HasValue ? PlatformJson.Deserialize<BackfillPage>(known.Value!.GetString(Page)).Added : 0;
        var note = page with { Added = Math.Max(added, page.Added) };
        await table.UpsertEntityAsync(
            new TableEntity(id, key) { [Page] = PlatformJson.Serialize(note) }, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<IReadOnlyList<BackfillPage>> PagesAsync(string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        return await table
            .QueryAsync<TableEntity>(
                row => row.PartitionKey == id && row.RowKey.CompareTo("page|") >= 0 && row.RowKey.CompareTo("page}") < 0,
                cancellationToken: cancellationToken)
            .Select(row => PlatformJson.Deserialize<BackfillPage>(row.GetString(Page)))
            .ToListAsync(cancellationToken);
    }

    private static string PlanRow(int place) => string.Create(CultureInfo.InvariantCulture, $"plan|{place:d6}");
}
