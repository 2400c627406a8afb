using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Platform.Core.Observability;
using Platform.Core.Queues;

namespace Platform.Adapters.Storage.Queues;

/// <summary>Messages on Azure Storage Queues, and the bodies that are too big for one.</summary>
internal sealed partial class QueueMessages(QueueServiceClient queues, BlobServiceClient blobs) : IQueueSender, IClaimCheck
{
    /// <summary>64 KiB, less what base64 adds.</summary>
    private const int LargestMessage = 48 * 1024;

    private const int LongestClaim = 200;

    /// <summary>A message that nobody fetches for a week would vanish silently otherwise.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly ContentContainer _bodies = new(blobs, QueueStorage.MessagesContainer);
    private readonly ConcurrentDictionary<string, QueueClient> _queues = new();

    public Task SendAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        SendLaterAsync(queue, body, TimeSpan.Zero, cancellationToken);

    public async Task SendLaterAsync(
        string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        using var activity = Begin(queue, body.Length);
        var trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current : null;
        await PutAsync(queue, new(body, trace?.Id, trace?.TraceStateString), delay, activity, cancellationToken);
    }

    public async Task ReturnAsync(string queue, QueueEnvelope envelope, CancellationToken cancellationToken)
    {
        using var activity = Begin(queue, envelope.Content.Length);
        await PutAsync(queue, envelope, TimeSpan.Zero, activity, cancellationToken);
    }

    public async Task<ReadOnlyMemory<byte>?> RedeemAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var claim = body.Length > LongestClaim ? Match.Empty : Claim().Match(Encoding.UTF8.GetString(body.Span));
        return claim.Success ? await _bodies.FindAsync(claim.Groups["address"].Value, cancellationToken) : body;
    }

    private async Task PutAsync(
        string queue, QueueEnvelope envelope, TimeSpan delay, Activity? activity, CancellationToken cancellationToken)
    {
        try
        {
            var message = BinaryData.FromBytes(await FittingAsync(envelope, cancellationToken));
            var sent = await SendAsync(queue, message, delay, cancellationToken);
            activity?.SetTag(TelemetryTags.MessageId, sent.MessageId);
        }
        catch (Exception failure)
        {
            Telemetry.Fail(activity, failure);
            throw;
        }
    }

    private async Task<ReadOnlyMemory<byte>> FittingAsync(QueueEnvelope envelope, CancellationToken cancellationToken)
    {
        var message = envelope.Write();
        if (message.Length <= LargestMessage)
        {
            return message;
        }

        var claim = $$"""{"claim":"{{await _bodies.PutAsync(envelope.Content, cancellationToken)}}"}""";
        return (envelope with { Content = Encoding.UTF8.GetBytes(claim) }).Write();
    }

    private static Activity? Begin(string queue, int size)
    {
        var activity = Telemetry.Source.StartActivity($"send {queue}", ActivityKind.Producer);
        activity?.SetTag(TelemetryTags.MessagingSystem, TelemetryTags.StorageQueues);
        activity?.SetTag(TelemetryTags.Destination, queue);
        activity?.SetTag(TelemetryTags.Operation, "send");
        activity?.SetTag(TelemetryTags.OperationType, "send");
        activity?.SetTag(TelemetryTags.MessageSize, size);
        return activity;
    }

    /// <summary>The queue is only created when sending finds none: a fresh process asks no question before its message.</summary>
    private async Task<SendReceipt> SendAsync(
        string queue, BinaryData message, TimeSpan delay, CancellationToken cancellationToken)
    {
        var client = _queues.GetOrAdd(queue, queues.GetQueueClient);
        try
        {
            return await client.SendMessageAsync(message, delay, Forever, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return await client.SendMessageAsync(message, delay, Forever, cancellationToken);
        }
    }

    [GeneratedRegex("""\A\s*\{\s*"claim"\s*:\s*"(?<address>[0-9a-f]{64})"\s*\}\s*\z""")]
    private static partial Regex Claim();
}
