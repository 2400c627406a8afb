using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;
using Platform.Core.Metrics.Alerts.Channels;
using Platform.Core.Scaffolding.Actions.Remote;

namespace Platform.Functions.Metrics.Alerts;

/// <summary>Where alerts go.</summary>
internal sealed class AlertSettings
{
    /// <value>Whether chats are told, where one is set up.</value>
    public bool AlertChat { get; set; } = true;

    /// <value>The chat's channel for alerts; empty: the one for everything.</value>
    public string AlertChatChannel { get; set; } = string.Empty;

    /// <value>An https address that each announcement is posted to, signed with the secret; empty: none.</value>
    public string AlertWebhookUrl { get; set; } = string.Empty;

    /// <value>What the address knows the platform by.</value>
    public string AlertWebhookSecret { get; set; } = string.Empty;

    /// <value>A queue of the platform's storage account that each announcement is put on; empty: none.</value>
    public string AlertQueue { get; set; } = string.Empty;

    /// <param name="slack">With a bot or a webhook of it a chat is set up.</param>
    public AlertTargets Targets(SlackOptions slack) => new(
        AlertChat && slack.SlackBotToken.Length + slack.SlackWebhookUrl.Length > 0, AlertChatChannel.Trim(),
        AlertWebhookUrl.Length > 0 ? new Uri(AlertWebhookUrl) : null, AlertWebhookSecret,
        AlertQueue.Trim());
}

internal sealed class AlertSettingsValidation : IValidateOptions<AlertSettings>
{
    public ValidateOptionsResult Validate(string? name, AlertSettings options)
    {
        List<string> failures = [];
        if (options.AlertWebhookUrl.Length > 0 && !IsAddress(options.AlertWebhookUrl))
        {
            failures.Add($"{nameof(options.AlertWebhookUrl)} is no https address without a user; http only to this machine.");
        }

        if (options.AlertWebhookUrl.Length > 0 && options.AlertWebhookSecret.Length < RemoteActionSecrets.LeastLength)
        {
            failures.Add(
                $"{nameof(options.AlertWebhookSecret)} is missing or short; expected {RemoteActionSecrets.LeastLength} "
                + "characters or more, by which the address knows the platform.");
        }

        if (options.AlertQueue.Trim() is { Length: > 0 } queue
            && (queue.Length is < 3 or > 63 || !queue.All(sign => sign is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                || queue.StartsWith('-') || queue.EndsWith('-') || queue.Contains("--", StringComparison.Ordinal)))
        {
            failures.Add(
                $"{nameof(options.AlertQueue)} is '{queue}'; expected 3 to 63 small letters, digits and single inner hyphens.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
