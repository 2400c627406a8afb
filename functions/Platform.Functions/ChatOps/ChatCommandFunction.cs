using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.ChatOps.Commands;
using Platform.Functions.Queues;
using Platform.Functions.Scaffolding;

namespace Platform.Functions.ChatOps;

/// <summary>Does what was asked for in a chat; the form of its messages is chat-commands.schema.json.</summary>
public sealed class ChatCommandFunction(ChatCommandHandler handler, QueueEdge edge)
{
    [Function(ChatNames.Commands)]
    public Task RunAsync(
        [QueueTrigger(ChatCommandMessage.Queue)] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => edge.RunAsync(
            ChatCommandMessage.Queue,
            message,
            (body, token) => handler.HandleAsync(
                body,
                message.DequeueCount,
                (task, isNew, cancel) => isNew
                    ? TaskStarter.StartAsync(client, task, cancel)
                    : TaskStarter.EnsureStartedAsync(client, task, cancel),
                token),
            cancellationToken);

    [Function(ChatNames.CommandsPoison)]
    public async Task GiveUpAsync(
        [QueueTrigger(ChatCommandMessage.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await edge.GiveUpAsync(ChatCommandMessage.Queue, message, cancellationToken))
        {
            await handler.ApologiseAsync(await edge.OpenAsync(message, cancellationToken), cancellationToken);
        }
    }
}
