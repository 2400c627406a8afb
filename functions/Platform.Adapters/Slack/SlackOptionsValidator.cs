using Microsoft.Extensions.Options;

namespace Platform.Adapters.Slack;

/// <summary>Lists everything that is wrong with the settings at once, at start. No value that may be a secret is shown.</summary>
internal sealed class SlackOptionsValidator : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        var failures = new List<string>();
        failures.AddRange(options.ResponseHosts
            .Where(host => !SlackAddresses.IsAllowable(host))
            .Select(host => $"SlackResponseHosts has '{host}'; expected a host name, or http://127.0.0.1:PORT for tests."));
        if (!SlackAddresses.IsSafe(options.SlackApiUrl))
        {
            failures.Add($"SlackApiUrl '{options.SlackApiUrl}' must be an https address (http is accepted on loopback only).");
        }

        if (options.WebhookUrl.Length > 0 && !SlackAddresses.IsSafe(options.WebhookUrl))
        {
            failures.Add("SlackWebhookUrl must be an https address (http is accepted on loopback only).");
        }

        if (options.BotToken.Any(letter => letter is <= ' ' or > '~'))
        {
            failures.Add("SlackBotToken has characters that no token has.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
