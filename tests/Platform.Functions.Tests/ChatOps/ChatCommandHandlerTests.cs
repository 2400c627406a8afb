using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Slack;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Posts;
using Platform.Core.Primitives;
using Platform.Functions.ChatOps;

namespace Platform.Functions.Tests.ChatOps;

/// <summary>What a client can't bring about: messages that came late, or that the queue has given up.</summary>
public sealed class ChatCommandHandlerTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ChatCommandHandler Handler => fixture.Host.Services.GetRequiredService<ChatCommandHandler>();

    [Fact]
    public async Task Whoever_waits_for_a_command_that_was_given_up_is_told_so_once()
    {
        var (command, url) = Command("who owns billing", TimeProvider.System.GetUtcNow());

        await Handler.ApologiseAsync(command, Cancel);
        var posts = await fixture.Slack.WaitAsync(url, 1, Cancel);
        await Handler.ApologiseAsync(command, Cancel);
        await fixture.AskAsync("help", Cancel);

        Assert.StartsWith("Something went wrong here", posts[0].Text, StringComparison.Ordinal);
        Assert.Single(fixture.Slack.At(url));
    }

    [Fact]
    public async Task A_command_that_comes_after_its_reply_address_has_expired_is_not_carried_out()
    {
        var (command, _) = Command(
            $"new plain name=late-and-never-made organization={fixture.Host.Organization}",
            TimeProvider.System.GetUtcNow() - PostDelivery.ReplyLife);

        var problems = await Handler.HandleAsync(command, 1, (_, _, _) => throw new InvalidOperationException(), Cancel);

        Assert.Equal(ChatCommandHandler.Expired, Assert.Single(problems).Code);
        var status = await fixture.AskAsync("status late-and-never-made", Cancel);
        Assert.Contains("There is no task", status.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_handled_twice_makes_one_task_and_gives_one_answer()
    {
        var (command, url) = Command(
            $"new plain name={fixture.NewName()} organization={fixture.Host.Organization}", TimeProvider.System.GetUtcNow());
        var started = new List<string>();

        for (var attempt = 1; attempt <= 2; attempt++)
        {
            Assert.Empty(await Handler.HandleAsync(command, attempt, (task, _, _) =>
            {
                started.Add(task.Value);
                return Task.CompletedTask;
            }, Cancel));
        }

        // Nobody started it here; the reconciler does.
        await fixture.Slack.WaitForAsync(url, "is ready", Cancel);
        Assert.Single(started.Distinct());
        Assert.StartsWith("Making", fixture.Slack.At(url)[0].Text, StringComparison.Ordinal);
        Assert.Single(fixture.Slack.At(url), post => post.Text.StartsWith("Making", StringComparison.Ordinal));
    }

    private (byte[] Message, string Url) Command(string text, DateTimeOffset at)
    {
        var url = fixture.Slack.NewResponseUrl();
        var reply = fixture.Host.Services.GetRequiredService<SlackReplyAddresses>().Seal(url).Value!;
        var command = new ChatCommand(
            ContentHash.Of(url), "slack", "T0001", "U1ANN", "C1", "/platform", text, at, reply);
        return (JsonSerializer.SerializeToUtf8Bytes(command, PlatformJson.Options), url);
    }
}
