using Platform.Adapters.Slack;
using Platform.Adapters.Slack.Health;
using Platform.Core.Health;
using Platform.TestKit.ChatOps;

namespace Platform.Adapters.Tests.Slack.Health;

public sealed class SlackProbeTests
{
    [Fact]
    public async Task Slack_that_nobody_set_up_is_no_fault()
    {
        var finding = await LookAsync(new());

        Assert.Equal(FindingStatus.Fine, finding.Status);
        Assert.Contains("not set up", finding.Message);
    }

    [Fact]
    public async Task Half_of_it_is_told_which_half_is_missing()
    {
        var commands = await LookAsync(new() { SlackSigningSecret = "secret" });
        var notifications = await LookAsync(new() { SlackWebhookUrl = "https://hooks.slack.com/services/T/B/x" });

        Assert.Equal((FindingStatus.Warning, FindingStatus.Warning), (commands.Status, notifications.Status));
        Assert.Contains("SlackBotToken", commands.Fix);
        Assert.Contains("SlackSigningSecret", notifications.Fix);
    }

    [Theory]
    [InlineData(200, """{"ok":true,"team":"T"}""", FindingStatus.Fine, "notifications go there")]
    [InlineData(200, """{"ok":false,"error":"token_revoked"}""", FindingStatus.Failed, "does not accept the bot's token")]
    [InlineData(200, "<html>", FindingStatus.Failed, "does not accept the bot's token")]
    [InlineData(503, "", FindingStatus.Failed, "Slack answers 503")]
    public async Task Slack_is_asked_about_the_bots_token(int status, string body, FindingStatus expected, string part)
    {
        await using var slack = await SlackReceiver.StartAsync();
        slack.Answer = (_, _) => new(status, body);

        var finding = await LookAsync(new()
        {
            SlackSigningSecret = "secret",
            SlackBotToken = "xoxb-token",
            SlackApiUrl = $"{slack.Origin}/api/",
        });

        Assert.Equal(expected, finding.Status);
        Assert.Contains(part, finding.Message);
        Assert.DoesNotContain("xoxb-token", finding.Message + finding.Fix);
        Assert.Equal(("/api/auth.test", "Bearer xoxb-token"), (slack.Posted.Single().Path, slack.Posted.Single().Token));
    }

    [Fact]
    public async Task Slack_that_does_not_answer_is_said_to_be_that()
    {
        var finding = await LookAsync(new() { SlackBotToken = "xoxb-token", SlackApiUrl = $"{SlackReceiver.FreeOrigin()}/api/" });

        Assert.Equal((FindingStatus.Failed, "Slack does not answer."), (finding.Status, finding.Message));
    }

    private static Task<Finding> LookAsync(SlackOptions options) =>
        new SlackProbe(Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System)
            .LookAsync(TestContext.Current.CancellationToken);
}
