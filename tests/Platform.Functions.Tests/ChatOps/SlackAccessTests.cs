using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Adapters.Slack;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.ChatOps;

public sealed class SlackAccessTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public async Task A_signed_command_is_acknowledged_for_its_sender_only()
    {
        using var answer = await fixture.Host.Anonymous.SlashAsync(ChatHost.SigningSecret, Command(), Cancel);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ephemeral", (string)body["response_type"]!);
        Assert.NotEmpty((string)body["text"]!);
    }

    [Theory]
    [InlineData(-301, "webhook-signature-stale")]
    [InlineData(3600, "webhook-signature-stale")]
    public async Task A_signature_of_another_time_is_refused(int seconds, string code)
    {
        var body = Command().Body();
        var at = Now + seconds;

        await RefusedAsync(body, Text(at), SlackSignature.Of(ChatHost.SigningSecret, at, body), code);
    }

    [Fact]
    public async Task A_forged_signature_is_refused()
    {
        var body = Command().Body();

        await RefusedAsync(body, Text(Now), SlackSignature.Of("somebody else's secret", Now, body), "webhook-signature-invalid");
        await RefusedAsync(body, Text(Now), "v0=0000", "webhook-signature-invalid");
        await RefusedAsync(body, Text(Now), null, "webhook-signature-invalid");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("NaN")]
    [InlineData("")]
    public async Task A_request_without_a_proper_time_is_refused(string? timestamp)
    {
        var body = Command().Body();

        await RefusedAsync(body, timestamp, SlackSignature.Of(ChatHost.SigningSecret, Now, body), "webhook-signature-invalid");
    }

    [Fact]
    public async Task A_changed_body_is_refused_before_it_is_parsed()
    {
        var at = Now;

        await RefusedAsync(
            "%%% not a form"u8.ToArray(), Text(at), SlackSignature.Of(ChatHost.SigningSecret, at, Command().Body()),
            "webhook-signature-invalid");
    }

    [Fact]
    public async Task The_same_request_again_is_refused_and_carried_out_once()
    {
        var command = Command();
        var (body, at) = (command.Body(), Now);
        var signature = SlackSignature.Of(ChatHost.SigningSecret, at, body);

        using var first = await fixture.Host.Anonymous.SlashAsync(body, Text(at), signature, Cancel);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await RefusedAsync(body, Text(at), signature, "webhook-replayed");

        await fixture.Slack.WaitAsync(command.ResponseUrl, 1, Cancel);
        await fixture.AskAsync("help", Cancel);
        Assert.Single(fixture.Slack.At(command.ResponseUrl));
    }

    [Fact]
    public async Task A_key_is_no_substitute_for_a_signature()
    {
        using var answer = await fixture.Host.Client.PostAsync("chat/slack/commands", new StringContent("text=help"), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_configured_secret_every_command_is_refused_with_the_settings_name()
    {
        await using var host = await PlatformHost.StartAsync();
        var body = Command().Body();

        using var answer = await host.Anonymous.SlashAsync(body, Text(Now), SlackSignature.Of(string.Empty, Now, body), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("webhook-secret-missing", text, StringComparison.Ordinal);
        Assert.Contains("SlackSigningSecret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        var body = new byte[300 * 1024];

        using var answer = await fixture.Host.Anonymous.SlashAsync(
            body, Text(Now), SlackSignature.Of(ChatHost.SigningSecret, Now, body), Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Slacks_test_of_the_connection_is_answered_and_does_nothing()
    {
        var body = "ssl_check=1&token=x"u8.ToArray();

        using var answer = await fixture.Host.Anonymous.SlashAsync(
            body, Text(Now), SlackSignature.Of(ChatHost.SigningSecret, Now, body), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/commands/s3cret")]
    [InlineData("http://169.254.169.254/latest/meta-data/s3cret")]
    public async Task A_reply_address_elsewhere_is_refused_and_not_repeated(string url)
    {
        using var answer = await fixture.Host.Anonymous.SlashAsync(ChatHost.SigningSecret, new("help", url), Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("chat-reply-address-refused", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_Slacks_fields_is_refused_with_all_of_them()
    {
        var body = "text=help"u8.ToArray();

        using var answer = await fixture.Host.Anonymous.SlashAsync(
            body, Text(Now), SlackSignature.Of(ChatHost.SigningSecret, Now, body), Cancel);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            ["channel_id", "command", "response_url", "team_id", "user_id"],
            problem["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal));
    }

    private static string Text(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private SlackCommand Command() => new("help", fixture.Slack.NewResponseUrl());

    private async Task RefusedAsync(byte[] body, string? timestamp, string? signature, string code)
    {
        using var answer = await fixture.Host.Anonymous.SlashAsync(body, timestamp, signature, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
