using Microsoft.Extensions.DependencyInjection;
using Platform.Core.ChatOps.Messages;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.ChatOps;

public sealed class NotifierTests : IAsyncLifetime
{
    private SlackReceiver _slack = null!;
    private PlatformHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private INotifier Notifier => _host.Services.GetRequiredService<INotifier>();

    public async ValueTask InitializeAsync()
    {
        _slack = await SlackReceiver.StartAsync();
        _host = await PlatformHost.StartAsync(settings => settings.UseSlack(_slack));
    }

    [Fact]
    public async Task A_notification_goes_to_its_channel_once_with_the_bots_token()
    {
        for (var time = 0; time < 3; time++)
        {
            await Notifier.NotifyAsync(new("drift/1", new("Drift found", ChatSeverity.Warning), "C0TEAM"), Cancel);
        }

        await Notifier.NotifyAsync(new("drift/2", new("More drift")), Cancel);
        await ArriveAsync("More drift", 1);
        await ArriveAsync("Drift found", 1);

        var first = Assert.Single(_slack.Posted, post => post.Text == "Drift found");
        Assert.Equal(
            ("/api/chat.postMessage", "C0TEAM", $"Bearer {ChatHost.BotToken}"), (first.Path, first.Channel, first.Token));
        Assert.Equal(ChatHost.Channel, _slack.Posted.Single(post => post.Text == "More drift").Channel);
    }

    [Fact]
    public async Task Nothing_is_lost_while_Slack_is_down()
    {
        var down = true;
        _slack.Answer = (_, _) => Volatile.Read(ref down) ? new(503) : new(Body: """{"ok":true}""");
        await Notifier.NotifyAsync(new("a", new("First"), "C0A"), Cancel);
        await Notifier.NotifyAsync(new("b", new("Second"), "C0B"), Cancel);
        await ArriveAsync("First", 2);
        await ArriveAsync("Second", 2);

        Volatile.Write(ref down, false);
        var (first, second) = (CountOf("First"), CountOf("Second"));

        await ArriveAsync("First", first + 1);
        await ArriveAsync("Second", second + 1);
    }

    [Fact]
    public async Task When_Slack_says_that_it_is_too_much_the_message_waits_and_comes()
    {
        _slack.Answer = (_, before) => before == 0
            ? new(429, """{"ok":false,"error":"ratelimited"}""", RetryAfter: 2)
            : new(Body: """{"ok":true}""");

        await Notifier.NotifyAsync(new("a", new("Patience")), Cancel);

        await ArriveAsync("Patience", 2);
        var posts = _slack.Posted.Where(post => post.Text == "Patience").ToList();
        Assert.True(posts[1].At - posts[0].At >= TimeSpan.FromSeconds(1), $"{posts[0].At:O} {posts[1].At:O}");
    }

    [Fact]
    public async Task What_Slack_refuses_for_good_is_kept_with_its_reason()
    {
        _slack.Answer = (_, _) => new(Body: """{"ok":false,"error":"channel_not_found"}""");

        await Notifier.NotifyAsync(new("a", new("To nowhere"), "C0NOWHERE"), Cancel);

        var given = await _host.GivenUpAsync("chat-posts", _ => true, Cancel);
        Assert.Contains("channel_not_found", (string)given[0]["reasons"]![0]!["message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(ChatHost.BotToken, given[0].ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_bot_the_incoming_webhook_is_used()
    {
        await using var host = await PlatformHost.StartAsync(settings =>
        {
            settings.UseSlack(_slack);
            settings["SlackBotToken"] = string.Empty;
            settings["SlackWebhookUrl"] = $"{_slack.Origin}/services/T1/B2/{SlackReceiver.Secret}";
        });

        await host.Services.GetRequiredService<INotifier>().NotifyAsync(new("a", new("By webhook")), Cancel);

        await ArriveAsync("By webhook", 1);
        var post = _slack.Posted.Single(post => post.Text == "By webhook");
        Assert.StartsWith("/services/T1/B2/", post.Path, StringComparison.Ordinal);
        Assert.Null(post.Token);
    }

    [Fact]
    public async Task Without_any_way_to_Slack_the_reason_names_the_settings()
    {
        await using var host = await PlatformHost.StartAsync();

        await host.Services.GetRequiredService<INotifier>().NotifyAsync(new("a", new("To nobody")), Cancel);

        var given = await host.GivenUpAsync("chat-posts", _ => true, Cancel);
        Assert.Contains("SlackBotToken", (string)given[0]["reasons"]![0]!["message"]!, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _slack.DisposeAsync();
    }

    private Task ArriveAsync(string text, int count) => Eventually.HoldsAsync(
        () => Task.FromResult(CountOf(text) >= count), Cancel, $"'{text}' came {count} times", TimeSpan.FromMinutes(2));

    private int CountOf(string text) => _slack.Posted.Count(post => post.Text == text);
}
