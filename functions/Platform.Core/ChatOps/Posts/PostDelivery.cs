using Microsoft.Extensions.Logging;
using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Posts;

/// <summary>
/// Delivers posts at least once with the same text. A post is doubled only if this process ends between the channel's answer
/// and the row that notes it.
/// </summary>
public sealed partial class PostDelivery(
    IPostLog log, IChatTransport transport, ChatPosts posts, TimeProvider clock, ILogger<PostDelivery> logger)
{
    public const string Expired = "chat-post-expired";
    public const string TooMany = "chat-posts-exhausted";

    /// <summary>What a reply address takes.</summary>
    public const int MostReplies = 5;

    /// <summary>How long a reply address lives; a minute less than Slack says, for clocks and the way.</summary>
    public static readonly TimeSpan ReplyLife = TimeSpan.FromMinutes(29);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestReplyPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <returns>Why the post was given up; nothing when it was delivered or waits for its next attempt.</returns>
    public async Task<IReadOnlyList<Problem>> DeliverAsync(ChatPost post, CancellationToken cancellationToken)
    {
        var known = await log.ListAsync(post.Conversation, cancellationToken);
        if (known.Any(record => record.Name == post.Name && (record.IsSettled || record.Sending != post.Sending))
            || known.Any(record => record is { Last: true, IsSettled: true }))
        {
            return [];
        }

        if (clock.GetUtcNow() >= post.ExpiresAt)
        {
            var late = new Problem(Expired, $"The post '{post.Name}' could not be delivered in time.");
            return [await GiveUpAsync(post, late, cancellationToken)];
        }

        if (post.After is { } first && !known.Any(record => record.Name == first && record.IsSettled))
        {
            await posts.SendLaterAsync(post, LookAgain, cancellationToken);
            return [];
        }

        if (post.IsReply && known.Count(record => record.State == PostState.Delivered) >= MostReplies - (post.Last ? 0 : 1))
        {
            var problem = await GiveUpAsync(
                post, new(TooMany, $"The reply address has taken its {MostReplies} posts."), cancellationToken);
            return post.Last ? [problem] : [];
        }

        var claim = await log.ClaimAsync(post.Conversation, RecordOf(post, PostState.Claimed), cancellationToken);
        return claim.IsSettled || claim.Sending != post.Sending ? [] : await TryAsync(post, cancellationToken);
    }

    /// <summary>The queue gave the post up: what waits for it need not wait longer.</summary>
    public Task AbandonAsync(ChatPost post, CancellationToken cancellationToken) =>
        SettleAsync(post, PostState.GivenUp, cancellationToken);

    private async Task<IReadOnlyList<Problem>> TryAsync(ChatPost post, CancellationToken cancellationToken)
    {
        switch (await transport.DeliverAsync(post, cancellationToken))
        {
            case Delivery.Done:
                await SettleAsync(post, PostState.Delivered, cancellationToken);
                Log.Delivered(logger, post.Name, post.Conversation);
                return [];
            case Delivery.Later later:
                var pause = PauseOf(post, later.After);
                await posts.SendLaterAsync(post with { Attempt = post.Attempt + 1 }, pause, cancellationToken);
                Log.Postponed(logger, post.Name, post.Conversation, pause);
                return [];
            case Delivery.Never never:
                return [await GiveUpAsync(post, never.Problem, cancellationToken)];
            default:
                throw new InvalidOperationException("A transport gave no known answer.");
        }
    }

    private static TimeSpan PauseOf(ChatPost post, TimeSpan? asked)
    {
        var longest = post.IsReply ? LongestReplyPause : LongestPause;
        var growing = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(post.Attempt, 10)));
        var own = growing < longest ? growing : longest;
        return asked is { } told ? told : own;
    }

    private async Task<Problem> GiveUpAsync(ChatPost post, Problem problem, CancellationToken cancellationToken)
    {
        await SettleAsync(post, PostState.GivenUp, cancellationToken);
        Log.GivenUp(logger, post.Name, post.Conversation, problem.Code);
        return problem;
    }

    private Task SettleAsync(ChatPost post, PostState state, CancellationToken cancellationToken) =>
        log.SettleAsync(post.Conversation, RecordOf(post, state), cancellationToken);

    private static PostRecord RecordOf(ChatPost post, PostState state) =>
        new(post.Name, state, post.Sending, post.Last);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Post {Name} of {Conversation} was delivered.")]
        public static partial void Delivered(ILogger logger, string name, string conversation);

        [LoggerMessage(2, LogLevel.Warning, "Post {Name} of {Conversation} waits {Pause} for its next attempt.")]
        public static partial void Postponed(ILogger logger, string name, string conversation, TimeSpan pause);

        [LoggerMessage(3, LogLevel.Warning, "Post {Name} of {Conversation} was given up: {Code}.")]
        public static partial void GivenUp(ILogger logger, string name, string conversation, string code);
    }
}
