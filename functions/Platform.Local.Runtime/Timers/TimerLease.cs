using Azure;
using Azure.Storage.Blobs.Specialized;

namespace Platform.Local.Runtime.Timers;

/// <summary>Holds a timer's lease while its function runs. The storage's clock counts here, not the schedule's.</summary>
internal sealed class TimerLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _done = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _renewing;

    public TimerLease(BlobLeaseClient client)
    {
        Client = client;
        _renewing = RenewAsync();
    }

    public BlobLeaseClient Client { get; }

    /// <summary>Cancelled when another process may have the timer.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        try
        {
            await Client.ReleaseAsync();
        }
        catch (RequestFailedException)
        {
            // It ends by itself.
        }
    }

    private async Task RenewAsync()
    {
        var renewed = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await Task.Delay(TimerStore.LeaseDuration / 3, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_done.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await Client.RenewAsync();
                renewed = TimeProvider.System.GetTimestamp();
            }
            catch (RequestFailedException failure)
            {
                var isTaken = failure.Status is 409 or 412;
                if (isTaken || TimeProvider.System.GetElapsedTime(renewed) > TimerStore.LeaseDuration)
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
    }
}
