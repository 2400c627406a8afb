using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.ChatOps.Messages;
using Platform.Core.ChatOps.Posts;
using Platform.Core.Primitives;
using Platform.TestKit.ChatOps;

namespace Platform.Core.Tests.ChatOps;

public sealed class PostDeliveryTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryQueue _queue = new();
    private readonly MemoryPostLog _log = new();
    private readonly ScriptedTransport _transport = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PostDelivery Delivery => new(_log, _transport, new(_queue, _clock), _clock, NullLogger<PostDelivery>.Instance);

    [Fact]
    public async Task A_post_is_delivered_once_however_often_its_message_comes()
    {
        await DeliverAsync(Reply("answer"), "m1");
        await DeliverAsync(Reply("answer"), "m1");
        await DeliverAsync(Reply("answer"), "m2");

        Assert.Equal(["answer"], _transport.Delivered);
    }

    [Fact]
    public async Task The_sending_that_was_first_is_the_one_that_counts_also_after_a_crash()
    {
        await _log.ClaimAsync("c", new("answer", PostState.Claimed, "m1", false), Cancel);

        await DeliverAsync(Reply("answer"), "m2");
        Assert.Empty(_transport.Delivered);

        await DeliverAsync(Reply("answer"), "m1");
        Assert.Equal(["answer"], _transport.Delivered);
    }

    [Fact]
    public async Task What_the_channel_asks_for_is_honoured_and_the_copy_counts_as_the_same_sending()
    {
        _transport.Next(new Delivery.Later(TimeSpan.FromSeconds(17)));

        Assert.Empty(await DeliverAsync(Reply("answer"), "m1"));

        var again = Assert.Single(_queue.Take());
        Assert.Equal(TimeSpan.FromSeconds(17), again.Delay);
        await Delivery.DeliverAsync(ChatPosts.Parse(again.Body).Value!, Cancel);
        Assert.Equal(["answer", "answer"], _transport.Delivered);
    }

    [Fact]
    public async Task Without_a_word_from_the_channel_the_pauses_grow()
    {
        var (post, pauses) = (Reply("answer"), new List<double>());
        for (var attempt = 0; attempt < 9; attempt++)
        {
            _transport.Next(new Delivery.Later(null));
            await Delivery.DeliverAsync(post, Cancel);
            var again = Assert.Single(_queue.Take());
            pauses.Add(again.Delay.TotalSeconds);
            post = ChatPosts.Parse(again.Body).Value!;
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], pauses);
    }

    [Fact]
    public async Task What_can_never_be_delivered_is_given_up_with_its_reason_and_not_tried_again()
    {
        _transport.Next(new Delivery.Never(new("gone", "It is gone.")));

        Assert.Equal("gone", Assert.Single(await DeliverAsync(Reply("answer"), "m1")).Code);
        Assert.Empty(await DeliverAsync(Reply("answer"), "m1"));

        Assert.Single(_transport.Delivered);
        Assert.Empty(_queue.Sent);
    }

    [Fact]
    public async Task A_reply_address_takes_five_posts_and_the_last_place_is_kept_for_the_end()
    {
        foreach (var name in (string[])["answer", "progress-1", "progress-2", "progress-3", "progress-4"])
        {
            Assert.Empty(await DeliverAsync(Reply(name), name));
        }

        await DeliverAsync(Reply("end") with { Last = true }, "m9");

        Assert.Equal(["answer", "progress-1", "progress-2", "progress-3", "end"], _transport.Delivered);
    }

    [Fact]
    public async Task Nothing_follows_the_last_post()
    {
        await DeliverAsync(Reply("end") with { Last = true }, "m1");
        await DeliverAsync(Reply("progress-1"), "m2");

        Assert.Equal(["end"], _transport.Delivered);
    }

    [Fact]
    public async Task A_post_waits_until_the_one_before_it_is_settled()
    {
        var end = Reply("end") with { After = "answer", Last = true };
        await DeliverAsync(end, "m1");
        Assert.Empty(_transport.Delivered);
        var waiting = Assert.Single(_queue.Take());
        Assert.True(waiting.Delay > TimeSpan.Zero);

        await Delivery.AbandonAsync(Reply("answer"), Cancel);
        await Delivery.DeliverAsync(ChatPosts.Parse(waiting.Body).Value!, Cancel);

        Assert.Equal(["end"], _transport.Delivered);
    }

    [Fact]
    public async Task After_its_time_a_post_is_given_up()
    {
        _clock.Advance(TimeSpan.FromMinutes(29));

        var problems = await DeliverAsync(Reply("answer"), "m1");

        Assert.Equal(PostDelivery.Expired, Assert.Single(problems).Code);
        Assert.Empty(_transport.Delivered);
    }

    [Fact]
    public async Task A_notification_has_no_places_to_count()
    {
        for (var count = 0; count < 7; count++)
        {
            await DeliverAsync(Reply($"n{count}") with { Reply = null }, $"m{count}");
        }

        Assert.Equal(7, _transport.Delivered.Count);
    }

    [Fact]
    public async Task A_notification_is_one_post_whatever_it_says_the_second_time()
    {
        var notifier = new QueuedNotifier(new(_queue, _clock), _clock);
        await notifier.NotifyAsync(new("drift/orders/2030-01-01", new("Drift")), Cancel);
        await notifier.NotifyAsync(new("drift/orders/2030-01-01", new("Drift, again")), Cancel);
        await notifier.NotifyAsync(new("drift/orders/2030-01-02", new("Drift")), Cancel);

        foreach (var sent in _queue.Take())
        {
            Assert.Equal(ChatPosts.Queue, sent.Queue);
            await Delivery.DeliverAsync(ChatPosts.Parse(sent.Body).Value!, Cancel);
        }

        Assert.Equal(2, _transport.Delivered.Count);
    }

    [Theory]
    [InlineData("not json", MessageJson.NotJson)]
    [InlineData("[]", MessageJson.NotJson)]
    [InlineData("{}", FieldChecks.Missing)]
    [InlineData("""{"conversation":"c","name":"n","message":7,"expiresAt":"x","sending":"s"}""", FieldChecks.WrongFormat)]
    public void What_is_no_post_is_refused_without_being_quoted(string text, string code)
    {
        var problems = ChatPosts.Parse(System.Text.Encoding.UTF8.GetBytes(text)).Problems;

        Assert.All(problems, problem => Assert.Equal(code, problem.Code));
        Assert.NotEmpty(problems);
    }

    private Task<IReadOnlyList<Problem>> DeliverAsync(ChatPost post, string sending) =>
        Delivery.DeliverAsync(post with { Sending = sending }, Cancel);

    private ChatPost Reply(string name) =>
        new("c", name, new("Hello"), _clock.Start + PostDelivery.ReplyLife, Reply: "sealed");

    private sealed class ScriptedTransport : IChatTransport
    {
        private readonly Queue<Delivery> _next = new();

        public List<string> Delivered { get; } = [];

        public void Next(Delivery delivery) => _next.Enqueue(delivery);

        public Task<Delivery> DeliverAsync(ChatPost post, CancellationToken cancellationToken)
        {
            Delivered.Add(post.Name);
            return Task.FromResult(_next.TryDequeue(out var scripted) ? scripted : new Delivery.Done());
        }
    }
}
