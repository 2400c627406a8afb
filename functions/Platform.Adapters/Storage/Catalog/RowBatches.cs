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
    public async Task<IReadOnlyList<string?>> ReplaceAsync(
        IReadOnlyList<(TableEntity Row, string? Tag)> rows, CancellationToken cancellationToken)
    {
        var tags = new string?[rows.Count];
        await EachBatchAsync(
            [.. rows.Select((row, index) => (row.Row, index))],
            async (batch, token) =>
            {
                if (!await TryReplaceAsync(rows, batch, tags, token) && batch.Count > 1)
                {
                    // One of them was lost to somebody else; each by itself shows which.
                    foreach (var item in batch)
                    {
                        await TryReplaceAsync(rows, [item], tags, token);
                    }
                }
            },
            cancellationToken);
        return tags;
    }

    private async Task<bool> TryReplaceAsync(
        IReadOnlyList<(TableEntity Row, string? Tag)> rows,
        IReadOnlyList<(TableEntity Row, int Index)> batch,
        string?[] tags,
        CancellationToken cancellationToken)
    {
        try
        {
            var answers = await table.SubmitTransactionAsync(
                batch.Select(item => rows[item.Index].Tag is { } tag
                    ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, item.Row, new ETag(tag))
                    : new TableTransactionAction(TableTransactionActionType.Add, item.Row)),
                cancellationToken);
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
