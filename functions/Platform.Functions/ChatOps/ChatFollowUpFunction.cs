using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.ChatOps.FollowUps;
using Platform.Core.Primitives;
using Platform.Functions.Queues;

namespace Platform.Functions.ChatOps;

/// <summary>Looks at tasks that a chat waits for.</summary>
public sealed class ChatFollowUpFunction(TaskFollowUps followUps, QueueEdge edge)
{
    [Function(ChatNames.FollowUps)]
    public Task RunAsync([QueueTrigger(FollowUp.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(FollowUp.Queue, message, LookAsync, cancellationToken);

    [Function(ChatNames.FollowUpsPoison)]
    public Task GiveUpAsync(
        [QueueTrigger(FollowUp.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(FollowUp.Queue, message, cancellationToken);

    private async Task<IReadOnlyList<Problem>> LookAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var followUp = FollowUp.Parse(body.Span);
        return followUp.IsOk ? await followUps.LookAsync(followUp.Value, cancellationToken) : followUp.Problems;
    }
}
