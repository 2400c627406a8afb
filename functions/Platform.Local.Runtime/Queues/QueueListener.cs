using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.Queues;

/// <summary>Fetches the messages of one queue and has them processed, as many at a time as host.json says.</summary>
internal sealed partial class QueueListener(
    QueueClient queue,
    QueueHostOptions options,
    MessageProcessor processor,
    ILogger<QueueListener> logger,
    CancellationToken stopping)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<Task> _inHand = [];
    private Task _polling = Task.CompletedTask;

    public void Start() => _polling = Task.Run(PollAsync, CancellationToken.None);

    /// <summary>Waits for what is in hand, after <c>stopping</c>, but only as long as allowed; the rest is given back.</summary>
    public async Task DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _polling;
        await Task.WhenAll(_inHand).WaitAsync(timeout, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await processor.ReleaseAllAsync();
    }

    private async Task PollAsync()
    {
        var delay = new PollingDelay(options.MaxPollingInterval);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await FetchAsync() > 0)
                {
                    delay.Reset();
                    await RoomForMoreAsync();
                }
                else
                {
                    await delay.WaitAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Storage may be away for a while; the listener must outlive that.
                Log.CannotReceive(logger, failure, queue.Name);
                await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> FetchAsync()
    {
        try
        {
            // Not cancelled with the host: a batch whose answer got lost would stay invisible for a whole lease.
            QueueMessage[] messages = await queue.ReceiveMessagesAsync(options.BatchSize, options.Lease, CancellationToken.None);
            _inHand.AddRange(messages.Select(message =>
                Task.Run(() => processor.ProcessAsync(message, stopping), CancellationToken.None)));
            return messages.Length;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: stopping);
            return 0;
        }
    }

    private async Task RoomForMoreAsync()
    {
        while (_inHand.RemoveAll(task => task.IsCompleted) >= 0 && _inHand.Count > options.Threshold)
        {
            await Task.WhenAny(_inHand).WaitAsync(stopping);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Queue {Queue} can't be read; trying again.")]
        public static partial void CannotReceive(ILogger logger, Exception exception, string queue);
    }
}
