using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.ChatOps.Posts;
using Platform.Core.Primitives;
using Platform.Functions.Queues;

namespace Platform.Functions.ChatOps;

/// <summary>Delivers what this platform has to say in chats.</summary>
public sealed class ChatPostFunction(PostDelivery delivery, QueueEdge edge)
{
    [Function(ChatNames.Posts)]
    public Task RunAsync([QueueTrigger(ChatPosts.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(ChatPosts.Queue, message, DeliverAsync, cancellationToken);

    [Function(ChatNames.PostsPoison)]
    public async Task GiveUpAsync(
        [QueueTrigger(ChatPosts.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await edge.GiveUpAsync(ChatPosts.Queue, message, cancellationToken)
            && ChatPosts.Parse((await edge.OpenAsync(message, cancellationToken)).Span) is { IsOk: true, Value: { } post })
        {
            await delivery.AbandonAsync(post, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Problem>> DeliverAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var post = ChatPosts.Parse(body.Span);
        return post.IsOk ? await delivery.DeliverAsync(post.Value, cancellationToken) : post.Problems;
    }
}
