using Azure;
using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Many rows with few calls: at most 100 rows and 4 MiB of one partition in each. Partitions are written at the same time.
/// </summary>
internal sealed class RowBatches(TableClient table)
{
    private const int MostRows = 100;
    private const int AtOnce = 8;

    /// <summary>
    /// A character is six bytes at worst, as the client escapes it: 100 rows of 4,000 are 2.4 MB, ten of 60,000 are 3.6 MB.
    /// </summary>
    private const int LongRow = 4_000;
    private const int MostLongRows = 10;

    public async Task UpsertAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken) =>
        await EachBatchAsync(
            [.. rows.DistinctBy(row => (row.PartitionKey, row.RowKey)).Select((row, index) => (row, index))],
            (batch, token) => table.SubmitTransactionAsync(
                batch.Select(item => new TableTransactionAction(TableTransactionActionType.UpsertReplace, item.Row)), token),
            cancellationToken);

    /// <returns>The new tags, in order; null where the stored row is not the one with the tag.</returns>
    public async Task<IReadOnlyList<string?>> WriteAsync(IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var tags = new string?[changes.Count];
        await EachBatchAsync(
            [.. changes.Select((change, index) => (change.Row, index))],
            async (batch, token) =>
            {
                if (await TryWriteAsync(changes, batch, tags, token) || batch.Count == 1)
                {
                    return;
                }

                // Some of them were lost to somebody else. What was to be added and is there is lost for certain; of the others,
                // each by itself shows.
                var (added, changed) = await LeftAsync(changes, batch, token);
                var rest = added.Count > 0 && await TryWriteAsync(changes, added, tags, token) ? changed : [.. added, .. changed];
                foreach (var item in rest)
                {
                    await TryWriteAsync(changes, [item], tags, token);
                }
            },
            cancellationToken);
        return tags;
    }

    private async Task<(List<(TableEntity Row, int Index)> Added, List<(TableEntity Row, int Index)> Changed)> LeftAsync(
        IReadOnlyList<RowChange> changes,
        IReadOnlyList<(TableEntity Row, int Index)> batch,
        CancellationToken cancellationToken)
    {
        var changed = batch.Where(item => changes[item.Index].Tag is not null).ToList();
        string[] keys = [.. batch.Except(changed).Select(item => item.Row.RowKey).Order(StringComparer.Ordinal)];
        var there = await RowReading.ReadAsync(table, batch[0].Row.PartitionKey, keys, ["RowKey"], cancellationToken);
        return ([.. batch.Except(changed).Where(item => !there.ContainsKey(item.Row.RowKey))], changed);
    }

    private async Task<bool> TryWriteAsync(
        IReadOnlyList<RowChange> changes,
        IReadOnlyList<(TableEntity Row, int Index)> batch,
        string?[] tags,
        CancellationToken cancellationToken)
    {
        try
        {
            var answers = await table.SubmitTransactionAsync(
                batch.Select(item => changes[item.Index].ToAction()), cancellationToken);
            foreach (var (item, answer) in batch.Zip(answers.Value))
            {
                tags[item.Index] = answer.Headers.ETag?.ToString();
            }

            return true;
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static async Task EachBatchAsync(
        IReadOnlyList<(TableEntity Row, int Index)> rows,
        Func<IReadOnlyList<(TableEntity Row, int Index)>, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var batches = rows.GroupBy(item => (item.Row.PartitionKey, IsLong(item.Row)))
            .SelectMany(group => group.Chunk(group.Key.Item2 ? MostLongRows : MostRows));
        await Parallel.ForEachAsync(batches, limit, async (batch, token) => await write(batch, token));
    }

    private static bool IsLong(TableEntity row) =>
        row.Sum(property => (property.Value as string)?.Length ?? 0) > LongRow;
}

/// <param name="Tag">Of the stored row; null to add one.</param>
/// <param name="Merges">The row has only what is to be changed.</param>
internal sealed record RowChange(TableEntity Row, string? Tag, bool Merges)
{
    public TableTransactionAction ToAction() => Tag is { } tag
        ? new(Merges ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace, Row, new ETag(tag))
        : new(TableTransactionActionType.Add, Row);
}
