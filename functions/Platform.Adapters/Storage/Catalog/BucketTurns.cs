using Azure;
using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Writers to a bucket. Those of this process take turns, so that only other processes are raced; whoever loses the race for the
/// head reads and tries again. The head is remembered from commit to commit: while its tag still fits, nobody else wrote, and
/// every row read since is as it was.
/// </summary>
internal sealed class BucketTurns(TimeProvider clock)
{
    private const int MostAttempts = 30;

    private readonly Dictionary<string, Turn> _turns =
        CatalogKeys.Buckets.ToDictionary(bucket => bucket, _ => new Turn());

    /// <param name="commit">Gets the head, and whether it runs again because it lost a race or took something for absent that is
    /// there; gives back the new head.</param>
    public async Task RunAsync(
        TableClient table, string bucket, Func<BucketHead, bool, Task<BucketHead>> commit, CancellationToken cancellationToken)
    {
        var turn = _turns[bucket];
        await turn.Gate.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    // The head first: a row that is read after it can't be older than the position that the batch depends on.
                    var head = turn.Head ?? await ReadHeadAsync(table, bucket, cancellationToken);
                    turn.Head = null;
                    turn.Head = await commit(head, attempt > 1);
                    return;
                }
                catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412 && attempt < MostAttempts)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 10 * attempt)), clock, cancellationToken);
                }
            }
        }
        finally
        {
            turn.Gate.Release();
        }
    }

    private static async Task<BucketHead> ReadHeadAsync(TableClient table, string bucket, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            bucket, CatalogKeys.Head, cancellationToken: cancellationToken);
        return row is { HasValue: true, Value: { } head } ? new(head.GetInt64("Position") ?? 0, head.ETag) : new(0, null);
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public BucketHead? Head { get; set; }
    }
}
