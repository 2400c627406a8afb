using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Conformance.Queues;
using Platform.Conformance.Scaffolding;
using Platform.Conformance.Target;

namespace Platform.Conformance.ChatOps;

/// <summary>Slash commands as Slack sends them.</summary>
[Covers("ChatSlackCommands", "ChatCommands", "ChatCommandsPoison", "ChatPosts", "ChatPostsPoison")]
public sealed class SlackCommandTests(PlatformUnderTest platform)
{
    private readonly string _user = $"U{Guid.NewGuid():N}"[..12].ToUpperInvariant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public async Task A_signed_command_is_acknowledged_and_a_stranger_is_told_how_to_become_known()
    {
        using var replies = new ReplyListener(platform);
        var address = replies.NewAddress();

        using var answer = await SendAsync(Form("help", address), Now);
        var acknowledged = await answer.JsonAsync();

        Assert.Equal("ephemeral", (string)acknowledged["response_type"]!);
        await replies.FindAsync(address, $"slack.com/user-id: {_user}");
    }

    [Fact]
    [Covers("ChatFollowUps", "ChatFollowUpsPoison", "CatalogIngest")]
    public async Task A_user_of_the_catalog_has_a_service_made_and_hears_of_its_end()
    {
        await new Scaffolder(platform).NeedTemplateAsync("conformance-green");
        using var replies = new ReplyListener(platform);
        await IngestUserAsync();
        var name = $"chat{Guid.NewGuid():N}"[..12];
        var address = replies.NewAddress();

        await Eventually.FindAsync(
            async () =>
            {
                var probe = replies.NewAddress();
                using var answer = await SendAsync(Form("help", probe), Now);
                answer.EnsureSuccessStatusCode();
                var text = await replies.FindAsync(probe, string.Empty);
                return text.Contains("/platform status", StringComparison.Ordinal) ? text : null;
            },
            "the platform knows the user");
        using var asked = await SendAsync(
            Form($"new conformance-green name={name} organization={platform.Need("PLATFORM_ORGANIZATION")}", address), Now);

        await asked.JsonAsync();
        await replies.FindAsync(address, $"Making {name}");
        await replies.FindAsync(address, $"{name} is ready");
    }

    [Fact]
    public async Task A_forged_a_late_and_a_repeated_request_are_refused()
    {
        var form = Form("help", "https://hooks.slack.com/commands/T1/2/3");
        var refused = Form("help", "https://example.com/not-slack");

        using var forged = await SendAsync(form, Now, secret: "somebody else's secret");
        using var late = await SendAsync(form, Now - 301);
        var at = Now;
        using var first = await SendAsync(refused, at);
        using var again = await SendAsync(refused, at);

        await forged.ProblemAsync(HttpStatusCode.Unauthorized, "webhook-signature-invalid");
        await late.ProblemAsync(HttpStatusCode.Unauthorized, "webhook-signature-stale");
        await first.ProblemAsync(HttpStatusCode.BadRequest, "chat-reply-address-refused");
        await again.ProblemAsync(HttpStatusCode.Unauthorized, "webhook-replayed");
    }

    private string Form(string text, string reply)
    {
        Dictionary<string, string> fields = new()
        {
            ["team_id"] = "T0001",
            ["channel_id"] = "C0001",
            ["user_id"] = _user,
            ["command"] = "/platform",
            ["text"] = text,
            ["response_url"] = reply,
            ["trigger_id"] = $"{Guid.NewGuid():N}",
        };
        return string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
    }

    private async Task<HttpResponseMessage> SendAsync(string form, long at, string? secret = null)
    {
        var key = Encoding.UTF8.GetBytes(secret ?? platform.Need("PLATFORM_SLACK_SECRET"));
        var time = at.ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"v0:{time}:{form}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "chat/slack/commands");
        request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        request.Headers.Add("X-Slack-Request-Timestamp", time);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(signature));
        return await platform.Anonymous.SendAsync(request, Cancel);
    }

    private Task IngestUserAsync()
    {
        var name = _user.ToLowerInvariant();
        var content = $"""
            apiVersion: backstage.io/v1alpha1
            kind: User
            metadata:
              name: {name}
              annotations:
                slack.com/user-id: {_user}
            spec:
              memberOf: []
            """;
        return platform.SendAsync("catalog-ingest", new JsonObject
        {
            ["id"] = name,
            ["location"] = $"url:https://example.com/{name}.yaml",
            ["content"] = content,
        }.ToJsonString());
    }
}
