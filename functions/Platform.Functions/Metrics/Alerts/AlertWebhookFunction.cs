using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Metrics.Alerts.Channels;
using Platform.Core.Primitives;
using Platform.Functions.Queues;

namespace Platform.Functions.Metrics.Alerts;

/// <summary>Calls the address that alerts go to.</summary>
public sealed class AlertWebhookFunction(AlertWebhooks webhooks, QueueEdge edge)
{
    [Function(AlertNames.Webhooks)]
    public Task RunAsync([QueueTrigger(AlertWebhooks.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(AlertWebhooks.Queue, message, DeliverAsync, cancellationToken);

    [Function(AlertNames.WebhooksPoison)]
    public Task GiveUpAsync(
        [QueueTrigger(AlertWebhooks.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(AlertWebhooks.Queue, message, cancellationToken);

    private async Task<IReadOnlyList<Problem>> DeliverAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var post = AlertWebhooks.Parse(body.Span);
        return post.IsOk ? await webhooks.DeliverAsync(post.Value, cancellationToken) : post.Problems;
    }
}
