using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Queues;

/// <summary>
/// What becomes of one message: done and deleted, put back for another attempt, or moved to the poison queue with its bytes
/// as they are. The clients don't decode, so that bytes which aren't base64 are kept too.
/// </summary>
internal sealed partial class MessageProcessor(
    LocalFunction function,
    QueueClient queue,
    QueueClient? poison,
    QueueHostOptions options,
    InvocationPipeline pipeline,
    ILogger<MessageProcessor> logger)
{
    /// <summary>What can't leave a poison queue stays out of the way in it, for as long as the real host's lease.</summary>
    private static readonly TimeSpan OutOfTheWay = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (QueueMessage Message, MessageLease Lease)> _inHand = new();

    public async Task ProcessAsync(QueueMessage raw, CancellationToken stopping)
    {
        await using var lease = new MessageLease(queue, raw, options.Lease);
        _inHand[raw.MessageId] = (raw, lease);
        try
        {
            if (stopping.IsCancellationRequested)
            {
                // A fetch that was under way when the host began to stop: perhaps of a message just given back, whose attempts
                // must not be judged again.
                await PutBackAsync(raw, lease, TimeSpan.Zero);
            }
            else if (raw.DequeueCount > options.MaxDequeueCount
                || MessageText.Decode(raw, options.MessageEncoding) is not { } message)
            {
                await GiveUpAsync(raw, lease);
            }
            else if (await RunAsync(message, lease, stopping))
            {
                await lease.StopAsync();
                await queue.DeleteMessageAsync(raw.MessageId, lease.PopReceipt, CancellationToken.None);
            }
            else
            {
                await AfterFailureAsync(raw, lease, stopping);
            }
        }
        catch (RequestFailedException failure)
        {
            // The message shows up again when its lease ends; at-least-once allows for that.
            Log.NotSettled(logger, failure, queue.Name, raw.MessageId);
        }
        finally
        {
            _inHand.TryRemove(raw.MessageId, out _);
        }
    }

    /// <summary>Gives back what is still in hand when the host doesn't wait any longer.</summary>
    public Task ReleaseAllAsync() => Task.WhenAll(_inHand.Values.Select(async held =>
    {
        try
        {
            await PutBackAsync(held.Message, held.Lease, TimeSpan.Zero);
        }
        catch (RequestFailedException failure)
        {
            Log.NotSettled(logger, failure, queue.Name, held.Message.MessageId);
        }
    }));

    private async Task<bool> RunAsync(QueueMessage message, MessageLease lease, CancellationToken stopping)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping, lease.Lost);
        try
        {
            cancellation.Token.ThrowIfCancellationRequested();
            await pipeline.InvokeAsync(new FunctionCall(function, message, cancellation.Token)
            {
                BindingData = QueueBindingData.Of(message),
            });
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            Log.Failed(logger, failure, function.Name, message.MessageId, message.DequeueCount);
            return false;
        }
    }

    private async Task AfterFailureAsync(QueueMessage message, MessageLease lease, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            await PutBackAsync(message, lease, TimeSpan.Zero);
        }
        else if (message.DequeueCount >= options.MaxDequeueCount)
        {
            await GiveUpAsync(message, lease);
        }
        else
        {
            await PutBackAsync(message, lease, options.VisibilityTimeout);
        }
    }

    private async Task GiveUpAsync(QueueMessage message, MessageLease lease)
    {
        if (poison is null)
        {
            Log.Stuck(logger, queue.Name, message.MessageId);
            await PutBackAsync(message, lease, OutOfTheWay);
            return;
        }

        Log.MovedToPoison(logger, queue.Name, message.MessageId, poison.Name);
        await lease.StopAsync();
        await poison.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
        await poison.SendMessageAsync(message.MessageText, CancellationToken.None);
        await queue.DeleteMessageAsync(message.MessageId, lease.PopReceipt, CancellationToken.None);
    }

    private async Task PutBackAsync(QueueMessage message, MessageLease lease, TimeSpan visibleIn)
    {
        await lease.StopAsync();
        await queue.UpdateMessageAsync(message.MessageId, lease.PopReceipt, visibilityTimeout: visibleIn);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "'{Function}' failed on message {MessageId}, attempt {Attempt}.")]
        public static partial void Failed(ILogger logger, Exception exception, string function, string messageId, long attempt);

        [LoggerMessage(2, LogLevel.Warning, "Message {MessageId} of {Queue} was moved to {Poison}.")]
        public static partial void MovedToPoison(ILogger logger, string queue, string messageId, string poison);

        [LoggerMessage(3, LogLevel.Warning, "Message {MessageId} can't be processed and stays in {Queue}.")]
        public static partial void Stuck(ILogger logger, string queue, string messageId);

        [LoggerMessage(4, LogLevel.Warning, "Message {MessageId} of {Queue} comes again: it could not be deleted or put back.")]
        public static partial void NotSettled(ILogger logger, Exception exception, string queue, string messageId);
    }
}
