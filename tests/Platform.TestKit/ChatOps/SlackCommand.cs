using System.Globalization;
using System.Text;
using Platform.Adapters.Slack;

namespace Platform.TestKit.ChatOps;

/// <summary>A slash command as Slack sends it; a test changes only what it is about.</summary>
public sealed record SlackCommand(string Text, string ResponseUrl)
{
    public string User { get; init; } = "U1ANN";

    public string Team { get; init; } = "T0001";

    public string? Enterprise { get; init; }

    public string Command { get; init; } = "/platform";

    /// <value>Never the same twice.</value>
    public string TriggerId { get; } = $"13345224609.738474920.{Guid.NewGuid():N}";

    public byte[] Body()
    {
        Dictionary<string, string> fields = new()
        {
            ["token"] = "deprecated",
            ["team_id"] = Team,
            ["team_domain"] = "acme",
            ["channel_id"] = "C2147483705",
            ["channel_name"] = "general",
            ["user_id"] = User,
            ["user_name"] = "somebody",
            ["command"] = Command,
            ["text"] = Escape(Text),
            ["response_url"] = ResponseUrl,
            ["trigger_id"] = TriggerId,
            ["api_app_id"] = "A123456",
            ["is_enterprise_install"] = "false",
        };
        if (Enterprise is not null)
        {
            fields["enterprise_id"] = Enterprise;
        }

        return Encoding.UTF8.GetBytes(string.Join('&', fields.Select(
            field => $"{field.Key}={Uri.EscapeDataString(field.Value).Replace("%20", "+", StringComparison.Ordinal)}")));
    }

    // Slack escapes these three in what a person typed.
    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}

public static class SlackDriver
{
    /// <summary>Sends a command as Slack does, signed now.</summary>
    public static Task<HttpResponseMessage> SlashAsync(
        this HttpClient client, string secret, SlackCommand command, CancellationToken cancellationToken, int? retry = null)
    {
        var (body, now) = (command.Body(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        return client.SlashAsync(
            body, now.ToString(CultureInfo.InvariantCulture), SlackSignature.Of(secret, now, body), cancellationToken, retry);
    }

    public static async Task<HttpResponseMessage> SlashAsync(
        this HttpClient client,
        byte[] body,
        string? timestamp,
        string? signature,
        CancellationToken cancellationToken,
        int? retry = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "chat/slack/commands");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        Add(SlackSignature.TimestampHeader, timestamp);
        Add(SlackSignature.Header, signature);
        Add("X-Slack-Retry-Num", retry?.ToString(CultureInfo.InvariantCulture));
        Add("X-Slack-Retry-Reason", retry is null ? null : "http_timeout");
        return await client.SendAsync(request, cancellationToken);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}
