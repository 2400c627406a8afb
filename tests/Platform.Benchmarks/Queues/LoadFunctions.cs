using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Benchmarks.Kill;
using Platform.Core.Primitives;
using Platform.Functions.Queues;

namespace Platform.Benchmarks.Queues;

/// <summary>The queue functions under load; what they did stands in the effect log: attempts begun, messages handled.</summary>
internal sealed class LoadFunctions(QueueEdge edge, EffectLog effects, LoadProgress progress)
{
    public const string Queue = "load";

    [Function("Load")]
    public Task RunAsync([QueueTrigger(Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(Queue, message, (body, token) => HandleAsync(body, message.DequeueCount, token), cancellationToken);

    [Function("LoadPoison")]
    public Task GiveUpAsync([QueueTrigger(Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(Queue, message, cancellationToken);

    private async Task<IReadOnlyList<Problem>> HandleAsync(
        ReadOnlyMemory<byte> body, long attempt, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Deserialize<LoadMessage>(body.Span, JsonSerializerOptions.Web)!;
        effects.Write($"attempt/{message.Id}", "-");
        await Task.Delay(message.WorkMilliseconds, cancellationToken);
        if (message.Kind == LoadKind.AlwaysFails
            || (message.Kind == LoadKind.Recovers && attempt <= LoadMessage.FailuresBeforeRecovery))
        {
            throw new InvalidOperationException($"{message.Id} fails.");
        }

        effects.Write($"handled/{message.Id}", "-");
        progress.Handled();
        return [];
    }
}
