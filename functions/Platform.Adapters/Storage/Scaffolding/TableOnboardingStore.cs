using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// One row per task, in a partition per day of its request: a task costs some 6 writes over its life, so a partition carries the
/// days of 10,000 tasks without notice, and a window of a year is 366 ranges.
/// </summary>
public sealed class TableOnboardingStore(TableServiceClient tables) : IOnboardingStore
{
    private readonly OnDemandTable _table = new(tables, ScaffoldTables.Onboarding);

    public async Task AddAsync(OnboardingRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await _table.WriteAsync(table => table.AddEntityAsync(Write(record), cancellationToken), cancellationToken);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // Milestones may have come before the beginning was noted, or it is noted again.
        }
    }

    public async Task NoteAsync(
        OnboardingRecord record, Milestone milestone, Reached reached, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            var found = await FindRowAsync(table, record.Task, record.RequestedAt, cancellationToken);
            if (found?.GetDateTimeOffset(milestone.ToString()) is { } known && known <= reached.At)
            {
                return;
            }

            var row = found ?? Write(record);
            row[milestone.ToString()] = reached.At;
            row[$"{milestone}Evidence"] = reached.Evidence;
            try
            {
                await (found is null
                    ? table.AddEntityAsync(row, cancellationToken)
                    : table.UpdateEntityAsync(row, found.ETag, TableUpdateMode.Replace, cancellationToken));
                return;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
            {
                // Another milestone was noted meanwhile.
            }
        }
    }

    public async Task<OnboardingRecord?> FindAsync(ScaffoldTask task, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        return await FindRowAsync(table, task.Id, task.CreatedAt, cancellationToken) is { } row ? Read(row) : null;
    }

    public async IAsyncEnumerable<OnboardingRecord> ListAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (first, last) = (DayOf(from), DayOf(to));
        var rows = table.QueryAsync<TableEntity>(
            row => row.PartitionKey.CompareTo(first) >= 0 && row.PartitionKey.CompareTo(last) <= 0,
            cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            var record = Read(row);
            if (record.RequestedAt >= from && record.RequestedAt < to)
            {
                yield return record;
            }
        }
    }

    private static async Task<TableEntity?> FindRowAsync(
        TableClient table, TaskId task, DateTimeOffset requestedAt, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            DayOf(requestedAt), task.Value, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static TableEntity Write(OnboardingRecord record) => new(DayOf(record.RequestedAt), record.Task.Value)
    {
        ["Template"] = record.Template.Canonical,
        ["Version"] = record.Version,
        ["RequestedAt"] = record.RequestedAt,
    };

    private static OnboardingRecord Read(TableEntity row) => new(
        TaskId.Parse(row.RowKey),
        EntityRef.Parse(row.GetString("Template")),
        row.GetString("Version"),
        row.GetDateTimeOffset("RequestedAt")!.Value,
        Enum.GetValues<Milestone>()
            .Where(milestone => row.ContainsKey(milestone.ToString()))
            .ToDictionary(milestone => milestone, milestone => new Reached(
                row.GetDateTimeOffset(milestone.ToString())!.Value, row.GetString($"{milestone}Evidence") ?? string.Empty)));

    private static string DayOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
