using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
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

    public Task SendLaterAsync(
        string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken) => PutAsync(
            queue, new(body, Activity.Current?.Id, Activity.Current?.TraceStateString), delay, cancellationToken);

    public Task ReturnAsync(string queue, QueueEnvelope envelope, CancellationToken cancellationToken) =>
        PutAsync(queue, envelope, TimeSpan.Zero, cancellationToken);

    public async Task<ReadOnlyMemory<byte>?> RedeemAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var claim = body.Length > LongestClaim ? Match.Empty : Claim().Match(Encoding.UTF8.GetString(body.Span));
        return claim.Success ? await _bodies.FindAsync(claim.Groups["address"].Value, cancellationToken) : body;
    }

    private async Task PutAsync(string queue, QueueEnvelope envelope, TimeSpan delay, CancellationToken cancellationToken)
    {
        var message = envelope.Write();
        if (message.Length > LargestMessage)
        {
            var claim = $$"""{"claim":"{{await _bodies.PutAsync(envelope.Content, cancellationToken)}}"}""";
            message = (envelope with { Content = Encoding.UTF8.GetBytes(claim) }).Write();
        }

        var client = await QueueAsync(queue, cancellationToken);
        await client.SendMessageAsync(BinaryData.FromBytes(message), delay, Forever, cancellationToken);
    }

    private async Task<QueueClient> QueueAsync(string name, CancellationToken cancellationToken)
    {
        if (_queues.TryGetValue(name, out var known))
        {
            return known;
        }

        var client = queues.GetQueueClient(name);
        await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        _queues[name] = client;
        return client;
    }

    [GeneratedRegex("""\A\s*\{\s*"claim"\s*:\s*"(?<address>[0-9a-f]{64})"\s*\}\s*\z""")]
    private static partial Regex Claim();
}
