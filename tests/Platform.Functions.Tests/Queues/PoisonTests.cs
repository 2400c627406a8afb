using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Queues;

/// <summary>Bad messages on real queues: nothing is lost, the reason is recorded, the queue goes on.</summary>
public sealed class PoisonTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    public static TheoryData<string> Queues => ["catalog-ingest", "delivery-events"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task Text_that_is_neither_base64_nor_JSON_is_kept_with_its_reason(string queue)
    {
        var text = $"!! {Guid.NewGuid()}";
        await _host.SendRawAsync(queue, text);

        Assert.Equal("message-not-json", await ReasonAsync(queue, text));
        await GoesOnAsync(queue);
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task Base64_of_no_JSON_is_kept_with_its_reason(string queue)
    {
        var body = Encoding.UTF8.GetBytes($"not json {Guid.NewGuid()}");
        await _host.SendAsync(queue, body);

        Assert.Equal("message-not-json", await ReasonAsync(queue, Convert.ToBase64String(body)));
        await GoesOnAsync(queue);
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task A_message_of_64_KiB_is_kept_whole(string queue)
    {
        var text = $"{Guid.NewGuid()}".PadRight(64 * 1024, 'x');
        await _host.SendRawAsync(queue, text);

        Assert.Equal("message-not-json", await ReasonAsync(queue, text));
        await GoesOnAsync(queue);
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task JSON_beside_the_contract_is_kept_with_all_its_problems(string queue)
    {
        var text = $$"""{"id":"","wrong":"{{Guid.NewGuid()}}"}""";
        await _host.SendRawAsync(queue, text);

        Assert.StartsWith("field-", await ReasonAsync(queue, text));
        await GoesOnAsync(queue);
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task A_claim_without_a_body_is_kept_with_its_reason(string queue)
    {
        var text = $$"""{"claim":"{{ContentHash.Of(Guid.NewGuid().ToString())}}"}""";
        await _host.SendRawAsync(queue, text);

        Assert.Equal("claim-missing", await ReasonAsync(queue, text));
        await GoesOnAsync(queue);
    }

    [Fact]
    public async Task A_message_that_is_plain_JSON_is_taken_too()
    {
        var name = $"e{Guid.NewGuid():N}"[..12];
        var request = new CatalogIngestRequest(
            "1", Location: $"url:https://x/{name}", Content: new EntityBuilder().Named(name).Text());

        await _host.SendRawAsync("catalog-ingest", PlatformJson.Serialize(request));

        await _host.EntityAsync("component", name, Cancel);
    }

    [Fact]
    public async Task A_message_whose_handling_keeps_failing_is_given_up_with_the_last_reason()
    {
        await using var host = await PlatformHost.StartAsync(
            settings => settings["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
            services => services.AddSingleton<ICatalogFiles>(new BrokenFiles()));
        host.Expect("is down");
        var request = new CatalogIngestRequest("1", "acme/orders", PushBuilder.Sha, ["catalog-info.yaml"]);

        await host.SendAsync("catalog-ingest", Encoding.UTF8.GetBytes(PlatformJson.Serialize(request)));

        var record = (await host.GivenUpAsync("catalog-ingest", _ => true, Cancel)).Single();
        Assert.Equal("handler-failed", (string)record["reasons"]![0]!["code"]!);
        Assert.Contains("Attempt 5", (string)record["reasons"]![0]!["message"]!);
    }

    [Fact]
    public async Task A_failure_that_passes_leaves_no_record()
    {
        var files = new BrokenFiles { Failures = 2 };
        await using var host = await PlatformHost.StartAsync(
            settings => settings["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
            services => services.AddSingleton<ICatalogFiles>(files));
        host.Expect("is down");
        var name = $"e{Guid.NewGuid():N}"[..12];
        files.Text = new EntityBuilder().Named(name).Text();
        var request = new CatalogIngestRequest("1", "acme/orders", PushBuilder.Sha, ["catalog-info.yaml"]);

        await host.SendAsync("catalog-ingest", Encoding.UTF8.GetBytes(PlatformJson.Serialize(request)));

        await host.EntityAsync("component", name, Cancel);
        var poison = host.Services.GetRequiredService<IPoisonRecords>();
        await Eventually.HoldsAsync(async () => (await poison.ListAsync("catalog-ingest", 10, Cancel)).Count == 0, Cancel);
    }

    private async Task<string> ReasonAsync(string queue, string body)
    {
        var found = await _host.GivenUpAsync(queue, item => (string)item["body"]! == body, Cancel);
        return (string)found.Single()["reasons"]![0]!["code"]!;
    }

    /// <summary>A good message behind the bad one is handled.</summary>
    private async Task GoesOnAsync(string queue)
    {
        var name = $"g{Guid.NewGuid():N}"[..12];
        if (queue == "catalog-ingest")
        {
            var request = new CatalogIngestRequest(
                "1", Location: $"url:https://x/{name}", Content: new EntityBuilder().Named(name).Text());
            await _host.SendAsync(queue, Encoding.UTF8.GetBytes(PlatformJson.Serialize(request)));
            await _host.EntityAsync("component", name, Cancel);
        }
        else
        {
            await _host.SendAsync(queue, new DeploymentEventBuilder().Of(name, name).Bytes());
            await _host.TakenAsync(name, 1, Cancel);
        }
    }

    private sealed class BrokenFiles : ICatalogFiles
    {
        public int Failures { get; set; } = int.MaxValue;

        public string Text { get; set; } = string.Empty;

        public Task<Result<string>> ReadAsync(
            RepositoryName repository, string path, string sha, CancellationToken cancellationToken) =>
            Failures-- > 0 ? throw new InvalidOperationException("The forge is down.") : Task.FromResult(Result<string>.Ok(Text));
    }
}
