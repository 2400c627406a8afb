using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.TestKit.Access;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics.Senders;

namespace Platform.Functions.Tests.Metrics.Senders;

/// <summary>Who may say that it is which sender.</summary>
public sealed class SenderAccessTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    public static TheoryData<string> KeySenders =>
        ["alertmanager", "opsgenie", "azure-monitor", "azure-devops", "argocd", "devlake", "pelorus"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(KeySenders))]
    public async Task Who_signs_nothing_shows_a_key_that_may_report(string sender)
    {
        using var registrar = await _host.ClientWithAsync(Role.Registrar);
        using var reader = await _host.ClientWithAsync(Role.Reader);
        var (good, weak) = (KeyOf(registrar), KeyOf(reader));

        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(sender, $"Bearer {good}"));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(sender, Basic("anybody", good)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(sender, $"Bearer {weak}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(sender, Basic("admin", weak)));
        foreach (var wrong in new[]
        {
            null, string.Empty, "Bearer", "Bearer ", "Bearer letmein", "Basic", "Basic !!!", $"Basic {good}", Basic(good, "x"),
            Basic("a", $"b:{good}"), $"Bearer {good[..^1]}{(good[^1] == '0' ? '1' : '0')}", $"Digest {good}",
            $"Bearer {ApiKey.Generate().Reveal()}", $"Basic {new string('A', 5000)}",
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(sender, wrong));
        }
    }

    [Fact]
    public async Task Whom_the_platforms_own_authentication_names_is_no_sender()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "events/alertmanager") { Content = new StringContent("{}") };
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", ClientPrincipals.Of("mallory", "admin"));

        using var answer = await _host.Anonymous.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task PagerDuty_signs_and_no_key_stands_for_that()
    {
        var body = SenderDriver.Bytes(IncidentPayloads.PagerDuty("triggered", "2030-01-02T10:00:00Z", "PACCESS"));
        var good = PagerDutySignature.Of(SenderDriver.PagerDutySecret, body);
        var key = _host.Client.DefaultRequestHeaders.Authorization!.ToString();

        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(body, null, good));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(body, null, PagerDutySignature.Of("the-one-before", body)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(body, key, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync([.. body, 32], null, good));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(body, null, PagerDutySignature.Of(string.Empty, body)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(body, null, PagerDutySignature.Of(
            $"the-one-before,{SenderDriver.PagerDutySecret}", body)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("not json"u8.ToArray(), null, good));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/pagerduty)")]
    public async Task Without_a_secret_PagerDuty_is_refused(string setting)
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["PagerDutyWebhookSecrets"] = setting);

        using var answer = await host.SendFromAsync(
            "pagerduty", "{}"u8.ToArray(), null, PagerDutySignature.Of(setting, "{}"u8));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("webhook-secret-missing", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("pelorus", 64)]
    [InlineData("opsgenie", 256)]
    [InlineData("pagerduty", 512)]
    [InlineData("argocd", 1024)]
    public async Task A_body_beyond_what_a_sender_sends_is_refused(string sender, int kilobytes)
    {
        using var answer = await _host.SendFromAsync(sender, new byte[(kilobytes * 1024) + 1], null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_nests_too_deeply_is_taken_and_given_up_with_the_reason()
    {
        var marker = Guid.NewGuid().ToString("N");
        var deep = $"{{\"{marker}\":{new string('[', 5000)}{new string(']', 5000)}}}";
        using var answer = await _host.SendFromAsync(
            "devlake", Encoding.UTF8.GetBytes(deep), _host.Client.DefaultRequestHeaders.Authorization!.ToString());

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var records = await _host.GivenUpAsync(
            "delivery-webhooks", item => (string?)item["reasons"]![0]!["code"] == "message-not-json", Cancel);
        Assert.NotEmpty(records);
    }

    private async Task<HttpStatusCode> StatusAsync(string sender, string? authorization)
    {
        using var answer = await _host.SendFromAsync(
            sender, SenderDriver.Bytes(new JsonObject { ["marker"] = Guid.NewGuid().ToString() }), authorization);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> StatusAsync(byte[] body, string? authorization, string? signature)
    {
        using var answer = await _host.SendFromAsync("pagerduty", body, authorization, signature);
        return answer.StatusCode;
    }

    private static string KeyOf(HttpClient client) => client.DefaultRequestHeaders.Authorization!.Parameter!;

    private static string Basic(string user, string password) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
}
