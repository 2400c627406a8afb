using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Senders;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics.Senders;

/// <summary>What happens in repositories of the forge, by its webhooks, to the figures.</summary>
public sealed class GitHubToDoraTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_that_is_merged_and_deployed_has_a_lead_time_from_its_first_commit()
    {
        using var forge = await WithComponentAsync();
        await forge.DeployAsync(_name);
        await forge.MergeChangeAsync(_name, "feature", "a.txt", "text");
        await forge.DeployAsync(_name);

        var figures = await FiguresAsync(
            one => (int?)one["deploymentFrequency"]!["raw"]!["count"] == 2 && (int?)one["changeLeadTime"]!["count"] >= 1,
            "two deployments and the lead time of a change");
        Assert.NotNull(figures["changeLeadTime"]!["value"]);
        Assert.NotNull(figures["stages"]!["mergeToDeploy"]!["value"]);
    }

    [Fact]
    public async Task A_component_that_the_catalog_learns_of_later_gets_what_was_deployed_before()
    {
        using var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        await forge.HookAllAsync(_name, _host);
        await forge.DeployAsync(_name);
        var key = ComponentKey.Repository($"{_host.Organization}/{_name}".ToLowerInvariant());
        var waiting = _host.Services.GetRequiredService<IUnattributedDeliveries>();
        await Eventually.HoldsAsync(
            async () => (await waiting.ListAsync(key, Cancel)).Count == 3, Cancel, "three deliveries wait for the catalog");

        await forge.CommitFileAsync(_name, "catalog-info.yaml", new EntityBuilder().Named(_name).Text());
        await _host.EntityAsync("component", _name, Cancel);
        await _host.Services.GetRequiredService<ComponentKeySync>().RunAsync(Cancel);

        await FiguresAsync(one => (int?)one["deploymentFrequency"]!["raw"]!["count"] == 1, "the deployment of before");
        Assert.Empty(await waiting.ListAsync(key, Cancel));
    }

    [Fact]
    public async Task A_large_delivery_is_told_to_everybody_by_the_queue()
    {
        using var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        await forge.CommitFileAsync(_name, "catalog-info.yaml", new EntityBuilder().Named(_name).Text());
        var repository = (JsonObject)(await forge.InAsync(_name, HttpMethod.Get, string.Empty))!;
        var payload = new JsonObject
        {
            ["ref"] = "refs/heads/main",
            ["before"] = new string('0', 40),
            ["after"] = (string)(await forge.InAsync(_name, HttpMethod.Get, "git/ref/heads/main"))!["object"]!["sha"]!,
            ["created"] = true,
            ["commits"] = new JsonArray(),
            ["repository"] = repository,
            ["padding"] = new string('x', 6 * 1024 * 1024),
        };

        var answer = await _host.DeliverAsync("push", payload);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        await _host.EntityAsync("component", _name, Cancel);
    }

    [Fact]
    public async Task Why_a_delivery_was_ignored_is_shown()
    {
        var payload = new JsonObject { ["action"] = "assigned", ["repository"] = new JsonObject(), ["nonce"] = _name };
        var id = Guid.NewGuid().ToString();

        await _host.DeliverAsync("pull_request", payload, id);

        await Eventually.HoldsAsync(
            async () => (await DeliveriesAsync("outcome=ignored&sender=github")).Any(one =>
                (string?)one!["id"] == id && (string?)one["reason"] == IgnoredReasons.PullRequestUnchanged),
            Cancel,
            "the delivery is listed with its reason");
    }

    [Fact]
    public async Task A_delivery_that_is_not_what_GitHub_sends_is_given_up_with_its_bodys_address()
    {
        var id = Guid.NewGuid().ToString();

        await _host.DeliverAsync("deployment_status", new JsonObject { ["deployment_status"] = new JsonObject() }, id);

        await Eventually.HoldsAsync(
            async () => (await DeliveriesAsync("outcome=refused")).Any(one => (string?)one!["id"] == id),
            Cancel,
            "the delivery is listed as refused");
        var poison = await _host.Client.GetFromJsonAsync<JsonNode>("queues/delivery-webhooks/poison", Cancel);
        var record = poison!["items"]!.AsArray().Single(one => ((string)one!["body"]!).Contains(id, StringComparison.Ordinal));
        var address = (string)JsonNode.Parse((string)record!["body"]!)!["body"]!;
        var raw = await _host.Services.GetRequiredService<IDeliveryArchive>().FindAsync(address, Cancel);
        Assert.Contains("deployment_status", Encoding.UTF8.GetString(raw!.Value.Span), StringComparison.Ordinal);
    }

    private async Task<JsonArray> DeliveriesAsync(string query) =>
        (await _host.Client.GetFromJsonAsync<JsonNode>($"metrics/deliveries?{query}", Cancel))!["items"]!.AsArray();

    private async Task<ForgeDriver> WithComponentAsync()
    {
        var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        await forge.HookAllAsync(_name, _host);
        await forge.CommitFileAsync(_name, "catalog-info.yaml", new EntityBuilder().Named(_name).Text());
        await _host.EntityAsync("component", _name, Cancel);
        return forge;
    }

    private async Task<JsonNode> FiguresAsync(Func<JsonNode, bool> holds, string what)
    {
        JsonNode? figures = null;
        var today = DateTime.UtcNow.Date;
        await Eventually.HoldsAsync(
            async () =>
            {
                await _host.RollUpAsync(Cancel);
                var span = $"from={today.AddDays(-3):yyyy-MM-dd}&to={today.AddDays(2):yyyy-MM-dd}";
                var address = $"metrics/dora?scope=component:{_name}&{span}";
                figures = (await _host.Client.GetFromJsonAsync<JsonNode>(address, Cancel))!["figures"];
                return holds(figures!);
            },
            Cancel,
            what);
        return figures!;
    }
}
