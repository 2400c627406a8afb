using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Platform.Local.Runtime.Queues;

/// <summary>
/// Keeps a message in hand for as long as its function runs. When it is lost (renewed too late, so somebody else may have the
/// message), <see cref="Lost"/> is cancelled.
/// </summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private readonly QueueClient _queue;
    private readonly string _messageId;
    private readonly TimeSpan _duration;
    private readonly CancellationTokenSource _done = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _renewing;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan duration)
    {
        _queue = queue;
        _messageId = message.MessageId;
        _duration = duration;
        PopReceipt = message.PopReceipt;
        _renewing = RenewAsync();
    }

    /// <summary>Proves that the message is ours; changes with every renewal.</summary>
    public string PopReceipt { get; private set; }

    public CancellationToken Lost => _lost.Token;

    /// <summary>Ends the renewals, so that the receipt is stable.</summary>
    public async Task StopAsync()
    {
        await _done.CancelAsync();
        await _renewing;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task RenewAsync()
    {
        var renewed = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await Task.Delay(_duration / 3, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_done.IsCancellationRequested)
            {
                return;
            }

            try
            {
                var receipt = await _queue.UpdateMessageAsync(_messageId, PopReceipt, visibilityTimeout: _duration);
                PopReceipt = receipt.Value.PopReceipt;
                renewed = TimeProvider.System.GetTimestamp();
            }
            catch (RequestFailedException failure)
            {
                var isGone = failure.Status is 404 or 400;
                if (isGone || TimeProvider.System.GetElapsedTime(renewed) > _duration)
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
    }
}
