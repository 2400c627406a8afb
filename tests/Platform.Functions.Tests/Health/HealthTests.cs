using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Health;

public sealed class HealthTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_may_know_that_the_app_is_up_and_a_word_about_each_dependency()
    {
        var body = await AnswerAsync(
            _host.Anonymous, "health", HttpStatusCode.OK, found => Words(found).Values.All(word => word == "fine"));

        Assert.Equal("up", (string)body["status"]!);
        Assert.Equal(
            [
                "blobs", "clock", "github", "orchestrations", "people", "poison", "queues", "slack", "tables",
                "template-verification", "templates",
                "vault", "webhooks",
            ],
            Words(body).Keys.Order());
    }

    [Fact]
    public async Task Nobody_learns_where_anything_is_from_the_open_route()
    {
        var text = await _host.Anonymous.GetStringAsync("health", Cancel);

        Assert.All(["127.0.0.1", "http", "message", "fix", "token"], part => Assert.DoesNotContain(part, text));
    }

    [Fact]
    public async Task Sentences_are_for_administrators()
    {
        using var reader = await _host.ClientWithAsync(Role.Reader);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Anonymous.GetAsync("health/details", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync("health/details", Cancel)).StatusCode);
        var body = await AnswerAsync(_host.Client, "health/details", HttpStatusCode.OK);
        Assert.All(body["checks"]!.AsArray(), check => Assert.NotEmpty((string)check!["message"]!));
    }

    [Fact]
    public async Task An_answer_is_not_kept_by_proxies()
    {
        using var answer = await _host.Anonymous.GetAsync("health", Cancel);

        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Storage_that_is_gone_takes_the_app_down_and_says_what_to_check()
    {
        var dead = new QueueServiceClient(
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=d3Jvbmc=;QueueEndpoint=http://127.0.0.1:1/a",
            new QueueClientOptions { Retry = { MaxRetries = 0 } });
        await using var host = await PlatformHost.StartAsync(compose: services => services.AddSingleton(dead));
        host.Expect("Health check");

        var summary = await AnswerAsync(host.Anonymous, "health", HttpStatusCode.ServiceUnavailable);
        var queues = CheckOf(await AnswerAsync(host.Client, "health/details", HttpStatusCode.ServiceUnavailable), "queues");

        Assert.Equal(("down", "failed"), ((string)summary["status"]!, Words(summary)["queues"]));
        Assert.Contains("does not answer", (string)queues["message"]!);
        Assert.Contains("AzureWebJobsStorage", (string)queues["fix"]!);
    }

    [Fact]
    public async Task A_token_that_GitHub_refuses_is_named_while_the_app_stays_up()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["GitHubToken"] = "revoked-token");
        host.Expect("Health check");

        var body = await DetailsAsync(host, "github", "failed");

        Assert.Contains("GitHubToken", (string)CheckOf(body, "github")["fix"]!);
        Assert.DoesNotContain("revoked-token", body.ToJsonString());
    }

    [Fact]
    public async Task A_message_that_was_given_up_is_a_warning_with_the_way_to_it()
    {
        await using var host = await PlatformHost.StartAsync();
        var given = new PoisonRecord(
            "delivery-events", "1", "x"u8.ToArray(), [new Problem("code", "why")], new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), true);
        await host.Services.GetRequiredService<IPoisonRecords>().RecordAsync(given, Cancel);

        var body = await DetailsAsync(host, "poison", "warning");

        Assert.Contains("delivery-events (1 given up)", (string)CheckOf(body, "poison")["message"]!);
        Assert.Contains("/api/queues/", (string)CheckOf(body, "poison")["fix"]!);
    }

    [Fact]
    public async Task Templates_that_can_not_be_read_are_listed_with_their_places()
    {
        var folder = Directory.CreateTempSubdirectory("templates-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "broken"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "broken", "template.yaml"), "kind: Template\nspec: {}\n", Cancel);
        try
        {
            await using var host = await PlatformHost.StartAsync(settings =>
            {
                settings["TemplatesDirectory"] = folder.FullName;
                settings["GitHubWebhookSecret"] = string.Empty;
                settings["Unresolved"] = "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/some)";
            });
            host.Expect("Health check");

            var body = await DetailsAsync(host, "templates", "failed");

            var message = (string)CheckOf(body, "templates")["message"]!;
            Assert.All(["broken/template.yaml:1", "apiVersion", "steps"], part => Assert.Contains(part, message));
            Assert.Contains("GitHubWebhookSecret", (string)CheckOf(body, "webhooks")["message"]!);
            Assert.Equal("The vault gave no value for Unresolved.", (string)CheckOf(body, "vault")["message"]!);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Words(JsonNode body) =>
        body["dependencies"]!.AsObject().ToDictionary(word => word.Key, word => (string)word.Value!);

    private static JsonNode CheckOf(JsonNode details, string name) =>
        details["checks"]!.AsArray().Single(check => (string)check!["name"]! == name)!;

    private static Task<JsonNode> DetailsAsync(PlatformHost host, string name, string status) => AnswerAsync(
        host.Client, "health/details", HttpStatusCode.OK, found => (string)CheckOf(found, name)["status"]! == status);

    /// <summary>Patient: on a busy machine a probe may be late once, and the next look is 15 s away.</summary>
    private static async Task<JsonNode> AnswerAsync(
        HttpClient client, string path, HttpStatusCode status, Func<JsonNode, bool>? expected = null)
    {
        JsonNode? body = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await client.GetAsync(path, Cancel);
                body = await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel);
                return answer.StatusCode == status && (expected is null || expected(body!));
            },
            Cancel,
            $"{path} answers {status}",
            TimeSpan.FromMinutes(3));
        return body!;
    }
}
