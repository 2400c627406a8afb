using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Functions.Tests.Access;

/// <summary>
/// Requests that senders of webhooks sign, rightly and wrongly, written down from the senders' own documentation.
/// </summary>
internal static class Signed
{
    public static IReadOnlyList<Attempt> ByGitHub { get; } =
    [
        GitHub("GitHub", (known, body) => (known.GitHubSecret, body)),
        GitHub("GitHub, with a signature for another body", (known, _) => (known.GitHubSecret, "{}"u8.ToArray())),
        GitHub("GitHub's form, signed with Slack's secret", (_, body) => (Credentials.SlackSecret, body)),
        GitHub("GitHub's form, signed with no secret", (_, body) => (string.Empty, body)),
        GitHub(
            "GitHub once more, under another delivery id: acknowledged, without effect",
            (known, body) => (known.GitHubSecret, body)) with { Repeated = true },
    ];

    public static IReadOnlyList<Attempt> BySlack { get; } =
    [
        Slack("Slack", (_, body) => (Credentials.SlackSecret, body)),
        Slack("Slack, with a signature for another body", (_, _) => (Credentials.SlackSecret, "text=x"u8.ToArray())),
        Slack("Slack's form, signed with GitHub's secret", (known, body) => (known.GitHubSecret, body)),
        Slack("Slack's form, signed with no secret", (_, body) => (string.Empty, body)),
        Slack("Slack, six minutes ago", (_, body) => (Credentials.SlackSecret, body), TimeSpan.FromMinutes(-6)),
        Slack("Slack, in six minutes", (_, body) => (Credentials.SlackSecret, body), TimeSpan.FromMinutes(6)),
        Slack("Slack once more", (_, body) => (Credentials.SlackSecret, body)) with { Repeated = true },
    ];

    public static IReadOnlyList<Attempt> ByRemoteAction { get; } =
    [
        Remote("RemoteAction", (_, body) => (Credentials.RemoteActionSecret, body)),
        Remote("RemoteAction, with a signature for another body", (_, _) => (Credentials.RemoteActionSecret, "{}"u8.ToArray())),
        Remote("RemoteAction's form, signed with Slack's secret", (_, body) => (Credentials.SlackSecret, body)),
        Remote("RemoteAction's form, signed with no secret", (_, body) => (string.Empty, body)),
        Remote("RemoteAction, six minutes ago", (_, body) => (Credentials.RemoteActionSecret, body), TimeSpan.FromMinutes(-6)),
        Remote("RemoteAction, in six minutes", (_, body) => (Credentials.RemoteActionSecret, body), TimeSpan.FromMinutes(6)),
        Remote(
            "RemoteAction once more, as a report may be",
            (_, body) => (Credentials.RemoteActionSecret, body)) with { Repeated = true },
    ];

    private static Attempt GitHub(string name, Func<Credentials, byte[], (string Secret, byte[] Body)> signed) =>
        new(name, async (known, request) =>
        {
            var (secret, body) = signed(known, await BodyAsync(request));
            request.Headers.Add("X-GitHub-Event", "ping");
            request.Headers.Add("X-GitHub-Delivery", Guid.NewGuid().ToString());
            request.Headers.Add("X-Hub-Signature-256", $"sha256={Hmac(secret, body)}");
        });

    private static Attempt Slack(
        string name, Func<Credentials, byte[], (string Secret, byte[] Body)> signed, TimeSpan clockOff = default) =>
        new(name, async (known, request) =>
        {
            var (secret, body) = signed(known, await BodyAsync(request));
            var at = (known.Now + clockOff).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add("X-Slack-Request-Timestamp", at);
            request.Headers.Add("X-Slack-Signature", $"v0={Hmac(secret, [.. Encoding.UTF8.GetBytes($"v0:{at}:"), .. body])}");
        });

    /// <summary>The address holds the token that the platform gave with the call.</summary>
    private static Attempt Remote(
        string name, Func<Credentials, byte[], (string Secret, byte[] Body)> signed, TimeSpan clockOff = default) =>
        new(name, async (known, request) =>
        {
            const string Callbacks = "scaffolder/remote-actions/callbacks/";
            var (secret, body) = signed(known, await BodyAsync(request));
            var at = (known.Now + clockOff).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add("Platform-Timestamp", at);
            request.Headers.Add("Platform-Signature", $"v1={Hmac(secret, [.. Encoding.UTF8.GetBytes($"v1:{at}:"), .. body])}");
            if (request.RequestUri!.OriginalString.StartsWith(Callbacks, StringComparison.Ordinal))
            {
                request.RequestUri = new Uri(Callbacks + await known.CallbackTokenAsync(), UriKind.Relative);
            }
        });

    private static string Hmac(string secret, byte[] content) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content));

    private static async Task<byte[]> BodyAsync(HttpRequestMessage request) =>
        request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
}
