using System.Net;
using System.Security.Cryptography;
using System.Text;
using Platform.Conformance.Target;

namespace Platform.Conformance.GitHub;

/// <summary>Deliveries as GitHub sends them.</summary>
[Covers("GitHubWebhook")]
public sealed class WebhookTests(PlatformUnderTest platform)
{
    private readonly string _push = $$"""
        {
          "ref": "refs/heads/main",
          "after": "{{Guid.NewGuid():N}}01234567",
          "deleted": false,
          "repository": {
            "full_name": "acme/no-such-repository",
            "default_branch": "main",
            "html_url": "https://github.example.com/acme/no-such-repository",
            "pushed_at": 1893456000
          },
          "commits": [{ "added": ["docs/a.md"], "modified": [], "removed": [] }]
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_delivery_is_accepted_and_its_repetition_does_nothing_under_any_id()
    {
        var id = Guid.NewGuid().ToString();

        using var first = await DeliverAsync("push", _push, id: id);
        using var second = await DeliverAsync("push", _push, id: id);

        Assert.True((int)(await first.JsonAsync(HttpStatusCode.Accepted))["handlers"]! > 0);
        using var third = await DeliverAsync("push", _push);
        Assert.Equal(0, (int)(await second.JsonAsync(HttpStatusCode.Accepted))["handlers"]!);
        Assert.Equal(0, (int)(await third.JsonAsync(HttpStatusCode.Accepted))["handlers"]!);
    }

    [Fact]
    public async Task A_ping_is_accepted_and_concerns_nobody()
    {
        using var answer = await DeliverAsync("ping", """{"zen":"Keep it logically awesome."}""");

        Assert.Equal(0, (int)(await answer.JsonAsync(HttpStatusCode.Accepted))["handlers"]!);
    }

    [Fact]
    public async Task A_signature_for_another_body_is_refused()
    {
        using var answer = await DeliverAsync("push", _push, signature: Signature(platform.WebhookSecret, "{}"));

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "webhook-signature-invalid");
    }

    [Fact]
    public async Task A_signature_by_another_secret_is_refused()
    {
        using var answer = await DeliverAsync("push", _push, signature: Signature("somebody else's secret", _push));

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "webhook-signature-invalid");
    }

    [Fact]
    public async Task A_key_is_no_substitute_for_a_signature()
    {
        using var answer = await platform.Client.PostAsync("github/webhooks", new StringContent("{}"), Cancel);

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "webhook-signature-invalid");
    }

    [Fact]
    public async Task A_signed_body_that_is_no_JSON_is_refused()
    {
        using var answer = await DeliverAsync("push", "not json");

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "body-not-json");
    }

    [Fact]
    public async Task A_delivery_without_an_id_is_refused()
    {
        using var answer = await DeliverAsync("push", _push, id: "no id at all");

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "header-invalid");
        Assert.Equal("X-GitHub-Delivery", (string)problem["errors"]![0]!["field"]!);
    }

    private static string Signature(string secret, string body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    private async Task<HttpResponseMessage> DeliverAsync(string name, string body, string? id = null, string? signature = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "github/webhooks") { Content = new StringContent(body) };
        request.Headers.Add("X-GitHub-Event", name);
        request.Headers.Add("X-GitHub-Delivery", id ?? Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", signature ?? Signature(platform.WebhookSecret, body));
        return await platform.Anonymous.SendAsync(request, Cancel);
    }
}
