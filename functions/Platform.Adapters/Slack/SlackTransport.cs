using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Core.ChatOps.Messages;
using Platform.Core.ChatOps.Posts;

namespace Platform.Adapters.Slack;

/// <summary>
/// Delivers to reply addresses, and to channels with the bot's token or, without one, through the incoming
/// webhook.
/// </summary>
internal sealed class SlackTransport(
    IOptions<SlackOptions> options, SlackReplyAddresses addresses, SlackHttp http, SlackPace pace) : IChatTransport
{
    public const string NotConfigured = "slack-not-configured";
    public const string AddressInvalid = "chat-reply-address-invalid";
    public const string AddressExpired = "chat-reply-address-expired";
    public const string Refused = "slack-refused";

    private const string Webhook = "webhook";

    /// <summary>What <c>chat.postMessage</c> reports of itself, not of the message.</summary>
    private static readonly string[] Passing =
        ["ratelimited", "rate_limited", "service_unavailable", "internal_error", "fatal_error", "request_timeout"];

    public Task<Delivery> DeliverAsync(ChatPost post, CancellationToken cancellationToken) => post.Reply is { } reply
        ? ReplyAsync(post, reply, cancellationToken)
        : NotifyAsync(post, cancellationToken);

    private async Task<Delivery> ReplyAsync(ChatPost post, string reply, CancellationToken cancellationToken)
    {
        if (!addresses.TryOpen(reply, out var address))
        {
            return new Delivery.Never(new(
                AddressInvalid,
                "The reply address can't be opened: the signing secret or the allowed hosts have changed since."));
        }

        var payload = SlackPayload.Of(post.Message);
        payload["response_type"] = "ephemeral";
        payload["replace_original"] = false;
        var response = await PostAsync(address, payload, cancellationToken);
        return response switch
        {
            { IsSuccess: true } => new Delivery.Done(),
            { MayPass: true } => new Delivery.Later(response.RetryAfter),
            { Status: 403 or 404 or 410 } => new Delivery.Never(new(
                AddressExpired, $"Slack takes nothing more at this reply address (status {response.Status}).")),
            _ => RefusedWith($"status {response.Status}"),
        };
    }

    private async Task<Delivery> NotifyAsync(ChatPost post, CancellationToken cancellationToken)
    {
        var slack = options.Value;
        var channel = slack.BotToken.Length == 0 ? Webhook : post.Channel ?? slack.SlackChannel;
        if (slack is { BotToken: "", WebhookUrl: "" } || channel.Length == 0)
        {
            return new Delivery.Never(new(
                NotConfigured,
                "Notifications need the settings SlackBotToken and SlackChannel, or SlackWebhookUrl.",
                Expected: "a bot token with chat:write and a channel, or an incoming webhook"));
        }

        if (await pace.TakeTurnAsync(channel, cancellationToken) is { } busy)
        {
            return new Delivery.Later(busy);
        }

        var response = slack.BotToken.Length > 0
            ? await PostMessageAsync(post.Message, channel, cancellationToken)
            : await PostAsync(new Uri(slack.WebhookUrl), SlackPayload.Of(post.Message), cancellationToken);
        if (response is { Status: 429, RetryAfter: { } pause })
        {
            await pace.HoldAsync(channel, pause, cancellationToken);
        }

        return response.MayPass ? new Delivery.Later(response.RetryAfter) : Judge(response, slack.BotToken.Length > 0);
    }

    private async Task<SlackResponse> PostMessageAsync(ChatMessage message, string channel, CancellationToken cancellationToken)
    {
        var payload = SlackPayload.Of(message);
        payload["channel"] = channel;
        payload["unfurl_links"] = false;
        return await http.PostAsync(
            new Uri(options.Value.ApiUrl, "chat.postMessage"), payload, options.Value.BotToken, cancellationToken);
    }

    /// <summary>A message whose blocks Slack does not like still has its text.</summary>
    private async Task<SlackResponse> PostAsync(Uri address, JsonObject payload, CancellationToken cancellationToken)
    {
        var response = await http.PostAsync(address, payload, token: null, cancellationToken);
        if (response.Status != 400 || !payload.Remove("blocks"))
        {
            return response;
        }

        return await http.PostAsync(address, payload, token: null, cancellationToken);
    }

    /// <summary>The Web API says in a 200 that it failed.</summary>
    private static Delivery Judge(SlackResponse response, bool isApi)
    {
        if (!response.IsSuccess)
        {
            return RefusedWith($"status {response.Status}");
        }

        var error = isApi ? ErrorOf(response.Body) : null;
        return error is null ? new Delivery.Done()
            : Passing.Contains(error) ? new Delivery.Later(response.RetryAfter)
            : RefusedWith(error);
    }

    private static string? ErrorOf(string body)
    {
        try
        {
            var answer = JsonNode.Parse(body) as JsonObject;
            return answer?["ok"]?.GetValue<bool>() == true ? null : answer?["error"]?.GetValue<string>() ?? "no reason given";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return "an answer that is not Slack's";
        }
    }

    private static Delivery.Never RefusedWith(string reason) =>
        new(new(Refused, $"Slack refused the message: {(reason.Length > 100 ? reason[..100] : reason)}."));
}
