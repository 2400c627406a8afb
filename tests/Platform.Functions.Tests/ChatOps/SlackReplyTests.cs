using System.Diagnostics;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues.Models;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.ChatOps;

/// <summary>What Slack may do to a reply. An app of its own, because the receiver is told to misbehave.</summary>
public sealed class SlackReplyTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_reply_that_Slack_could_not_take_comes_again_with_the_same_text(int status)
    {
        var url = Misbehave((_, before) => before < 2 ? new(status, RetryAfter: status == 429 ? 2 : null) : new());

        var posts = await fixture.AskAsync(new SlackCommand("who owns billing", url), Cancel, answers: 3);

        Assert.Single(posts.Select(post => post.Text).Distinct());
        if (status == 429)
        {
            // The queue hides a message for at least as long as Slack asked for.
            Assert.True(posts[1].At - posts[0].At >= TimeSpan.FromSeconds(1), $"{posts[0].At:O} {posts[1].At:O}");
        }
    }

    [Fact]
    public async Task A_reply_address_that_has_expired_is_not_tried_again_and_the_reason_is_kept()
    {
        var url = Misbehave((_, _) => new(404, "expired_url"));

        await fixture.AskAsync(new SlackCommand("who owns billing", url), Cancel);

        var given = await fixture.Host.GivenUpAsync(
            "chat-posts", item => (string)item["reasons"]![0]!["code"]! == "chat-reply-address-expired", Cancel);
        Assert.DoesNotContain(SlackReceiver.Secret, given[0].ToJsonString(), StringComparison.Ordinal);
        await fixture.AskAsync("help", Cancel);
        Assert.Single(fixture.Slack.At(url));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var elsewhere = fixture.Slack.NewResponseUrl();
        var url = Misbehave((_, _) => new(307, Location: elsewhere));

        await fixture.AskAsync(new SlackCommand("who owns billing", url), Cancel);
        await fixture.Host.GivenUpAsync("chat-posts", item => (string)item["reasons"]![0]!["code"]! == "slack-refused", Cancel);

        Assert.Empty(fixture.Slack.At(elsewhere));
    }

    [Fact]
    public async Task When_Slack_does_not_like_the_blocks_the_text_goes_alone()
    {
        var url = Misbehave((posted, _) => posted.Payload.ContainsKey("blocks") ? new(400, "invalid_blocks") : new());

        var posts = await fixture.AskAsync(new SlackCommand("who owns billing", url), Cancel, answers: 2);

        Assert.Contains("team-commerce", posts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_address_is_in_no_row_message_or_blob_in_no_log_and_in_no_trace()
    {
        var traced = new List<string>();
        using var listener = new ActivityListener
        {
            // The receiver is in this process, too, and what it receives are the addresses.
            ShouldListenTo = source => source.Name != "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (traced)
                {
                    traced.Add($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var url = Misbehave((_, before) => before == 0 ? new(500) : new(410, "gone"));

        var posts = await fixture.AskAsync(
            new SlackCommand($"new plain name={fixture.NewName()} organization={fixture.Host.Organization}", url),
            Cancel,
            answers: 2);
        await fixture.Host.GivenUpAsync(
            "chat-posts", item => ((string)item["reasons"]![0]!["message"]!).Contains("410", StringComparison.Ordinal), Cancel);

        lock (traced)
        {
            Assert.DoesNotContain(traced, line => line.Contains(SlackReceiver.Secret, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(posts, post => post.Headers.Contains("traceparent"));
        Assert.Contains(fixture.Log.Lines, line => line.Contains("chat-reply-address-expired", StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Log.Lines, line => line.Contains(SlackReceiver.Secret, StringComparison.Ordinal));
        await AssertNowhereInStorageAsync(SlackReceiver.Secret);
    }

    private string Misbehave(Func<SlackPosted, int, SlackAnswer> answer)
    {
        var url = fixture.Slack.NewResponseUrl();
        var before = fixture.Slack.Answer;
        fixture.Slack.Answer = (posted, count) =>
            (fixture.Slack.Origin + posted.Path == url ? answer : before)(posted, count);
        return url;
    }

    private async Task AssertNowhereInStorageAsync(string text)
    {
        var storage = fixture.Host.Storage;
        await foreach (var table in storage.Tables.QueryAsync(cancellationToken: Cancel))
        {
            var rows = storage.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: Cancel);
            await foreach (var row in rows)
            {
                Assert.DoesNotContain(
                    row.Select(cell => cell.Value).OfType<string>(), value => value.Contains(text, StringComparison.Ordinal));
            }
        }

        await foreach (var container in storage.Blobs.GetBlobContainersAsync(cancellationToken: Cancel))
        {
            var client = storage.Blobs.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, Cancel))
            {
                var content = await client.GetBlobClient(blob.Name).DownloadContentAsync(Cancel);
                Assert.DoesNotContain(text, Everything(content.Value.Content.ToArray()), StringComparison.Ordinal);
            }
        }

        await foreach (var queue in storage.Queues.GetQueuesAsync(cancellationToken: Cancel))
        {
            var messages = await storage.Queues.GetQueueClient(queue.Name).PeekMessagesAsync(32, Cancel);
            Assert.All(messages.Value, message => Assert.DoesNotContain(text, TextOf(message), StringComparison.Ordinal));
        }
    }

    private static string TextOf(PeekedMessage message) => Everything(message.Body.ToArray());

    /// <summary>As it is, and what base64 hides.</summary>
    private static string Everything(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        try
        {
            return text + Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return text;
        }
    }
}
