using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.GitHub;

public sealed class WebhookTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_delivery_is_accepted()
    {
        var answer = await _host.DeliverAsync("ping", new JsonObject { ["zen"] = "Keep it logically awesome." });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task A_delivery_that_comes_twice_is_handled_once()
    {
        var push = new PushBuilder().Commit(added: ["catalog-info.yaml"]).Delivery(Guid.NewGuid().ToString());

        Assert.NotEqual(0, await HandlersOfAsync(push));
        Assert.Equal(0, await HandlersOfAsync(push));
    }

    [Fact]
    public async Task What_somebody_overheard_and_sends_again_has_no_effect_under_any_id_or_event()
    {
        var push = new PushBuilder().Commit(added: [$"{Guid.NewGuid()}/catalog-info.yaml"]).Delivery(Guid.NewGuid().ToString());
        await HandlersOfAsync(push);

        Assert.Equal(0, await HandlersOfAsync(push with { Id = Guid.NewGuid().ToString() }));
        Assert.Equal(0, await HandlersOfAsync(push with { Id = Guid.NewGuid().ToString(), Event = "workflow_run" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha1=0000000000000000000000000000000000000000")]
    public async Task A_delivery_without_the_right_signature_is_refused(string? signature)
    {
        var answer = await _host.DeliverAsync("push", "{}"u8.ToArray(), signature);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("webhook-signature-invalid", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_reference_that_the_vault_did_not_resolve_is_nobodys_secret()
    {
        const string Reference = "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/github-webhook-secret)";
        await using var host = await PlatformHost.StartAsync(settings => settings["GitHubWebhookSecret"] = Reference);

        var answer = await host.DeliverAsync("push", "{}"u8.ToArray(), WebhookSignature.Of(Reference, "{}"u8));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("webhook-secret-missing", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_changed_body_is_refused_before_it_is_parsed()
    {
        var signature = WebhookSignature.Of(_host.WebhookSecret, "{}"u8);

        var answer = await _host.DeliverAsync("push", "not json"u8.ToArray(), signature);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_signed_body_that_is_no_JSON_is_refused_as_such()
    {
        var body = Encoding.UTF8.GetBytes("not json");

        var answer = await _host.DeliverAsync("push", body, WebhookSignature.Of(_host.WebhookSecret, body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("body-not-json", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        var body = new byte[(25 * 1024 * 1024) + 1];

        var answer = await _host.DeliverAsync("push", body, WebhookSignature.Of(_host.WebhookSecret, body));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_delivery_without_its_headers_is_refused_with_both_named()
    {
        var signature = WebhookSignature.Of(_host.WebhookSecret, "{}"u8);
        using var request = new HttpRequestMessage(HttpMethod.Post, "github/webhooks");
        request.Content = new ByteArrayContent("{}"u8.ToArray());
        request.Headers.Add("X-Hub-Signature-256", signature);

        var answer = await _host.Anonymous.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("X-GitHub-Delivery", text);
        Assert.Contains("X-GitHub-Event", text);
    }

    [Fact]
    public async Task An_admin_key_is_no_substitute_for_a_signature()
    {
        var answer = await _host.Client.PostAsync("github/webhooks", new StringContent("{}"), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_configured_secret_every_delivery_is_refused()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["GitHubWebhookSecret"] = string.Empty);

        var answer = await host.DeliverAsync("push", "{}"u8.ToArray(), WebhookSignature.Of(string.Empty, "{}"u8));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("webhook-secret-missing", await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<int> HandlersOfAsync(GitHubDelivery delivery)
    {
        var answer = await _host.DeliverAsync(delivery.Event, delivery.Payload, delivery.Id);
        return (int)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["handlers"]!;
    }
}
