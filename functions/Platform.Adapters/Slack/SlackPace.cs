using Azure;
using Azure.Data.Tables;
using Platform.Adapters.Storage;
using Platform.Adapters.Storage.ChatOps;
using Platform.Core.Primitives;

namespace Platform.Adapters.Slack;

/// <summary>
/// Slack takes a message a second and channel. All instances share one row per channel: who posts moves its next free moment on
/// by a second, under the row's ETag, and waits until the moment that was free.
/// </summary>
internal sealed class SlackPace(TableServiceClient tables, TimeProvider clock)
{
    private const string Row = "next";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A handler that waits holds a place among those that work at once.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly OnDemandTable _table = new(tables, ChatStorage.PaceTable);

    /// <returns>Null when it is the caller's turn; how long to stay away when too many others are before it.</returns>
    public async Task<TimeSpan?> TakeTurnAsync(string channel, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.Zero;
        await ChangeAsync(
            channel,
            next =>
            {
                var turn = Later(next, clock.GetUtcNow());
                wait = turn - clock.GetUtcNow();
                return wait > LongestWait ? null : turn + Pause;
            },
            cancellationToken);
        if (wait > LongestWait)
        {
            return wait;
        }

        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, cancellationToken);
        return null;
    }

    /// <summary>Slack asked for patience: nobody posts to the channel until then.</summary>
    public Task HoldAsync(string channel, TimeSpan pause, CancellationToken cancellationToken) =>
        ChangeAsync(channel, next => Later(next, clock.GetUtcNow() + pause), cancellationToken);

    private async Task ChangeAsync(
        string channel, Func<DateTimeOffset, DateTimeOffset?> change, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = ContentHash.Of(channel);
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, Row, cancellationToken: cancellationToken);
            var known = found.HasValue ? found.Value : null;
            if (change(known?.GetDateTimeOffset("Next") ?? DateTimeOffset.UnixEpoch) is not { } next)
            {
                return;
            }

            try
            {
                var row = new TableEntity(partition, Row) { ["Next"] = next };
                await (known is null
                    ? table.AddEntityAsync(row, cancellationToken)
                    : table.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, cancellationToken));
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                // Another instance took this turn; the next one is a second later.
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
