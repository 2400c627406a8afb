using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Core.Health;

namespace Platform.Adapters.Slack.Health;

/// <summary>
/// Whether Slack's commands are taken and its notifications could go out; Slack itself is asked about the bot's token.
/// </summary>
public sealed class SlackProbe(IOptions<SlackOptions> options, TimeProvider clock) : IProbe
{
    private const string Secret = nameof(SlackOptions.SlackSigningSecret);
    private const string Token = nameof(SlackOptions.SlackBotToken);
    private const string Webhook = nameof(SlackOptions.SlackWebhookUrl);

    public static Finding Explain(Exception failure) => failure switch
    {
        OptionsValidationException invalid => Finding.Failed(
            $"The settings for Slack are not valid: {string.Join(' ', invalid.Failures)}", "Mend the settings that are named."),
        TimeoutException late => Finding.Failed(
            $"Slack gives {late.Message}.", "Check the network, the proxy and slack-status.com."),
        _ => Finding.Failed($"Slack can't be asked: {failure.GetType().Name}.", "Check the network and the proxy."),
    };

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var slack = options.Value;
        var takesCommands = slack.SigningSecrets.Count > 0;
        var notifies = slack.BotToken.Length > 0 || slack.WebhookUrl.Length > 0;
        if (slack.BotToken.Length > 0 && await RefusalAsync(slack, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return (takesCommands, notifies) switch
        {
            (false, false) => Finding.Fine("Slack is not set up: its commands are refused, and no notification goes there."),
            (false, true) => Finding.Warning(
                "Notifications go to Slack, and its commands are refused.", $"Put the Slack app's signing secret into {Secret}."),
            (true, false) => Finding.Warning(
                "Slack's commands are taken, and no notification can go there.",
                $"Put a bot token with chat:write into {Token} and a channel into {nameof(SlackOptions.SlackChannel)}, or an "
                + $"incoming webhook into {Webhook}."),
            _ => Finding.Fine("Slack's commands are taken, and notifications go there."),
        };
    }

    private async Task<Finding?> RefusalAsync(SlackOptions slack, CancellationToken cancellationToken)
    {
        using var http = new SlackHttp(clock);
        var answer = await http.PostAsync(new Uri(slack.ApiUrl, "auth.test"), [], slack.BotToken, cancellationToken);
        if (!answer.IsSuccess)
        {
            return Finding.Failed(
                answer.Status == 0 ? "Slack does not answer." : $"Slack answers {answer.Status}.",
                "Check the network, the proxy and slack-status.com; what is to be posted waits.");
        }

        return IsOk(answer.Body)
            ? null
            : Finding.Failed(
                $"Slack does not accept the bot's token in {Token}.",
                $"Install the Slack app again and put its token into {Token}.");
    }

    private static bool IsOk(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject answer && answer["ok"]?.GetValue<bool>() == true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
