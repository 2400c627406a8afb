using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Proposals;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog.Discovery;

/// <summary>From a sweep over repositories without a descriptor to pull requests, and from those into the catalog.</summary>
public sealed class ProposalTests
{
    private const string Descriptor = "catalog-info.yaml";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_proposed_and_merged_is_in_the_catalog_without_anybody_registering_it()
    {
        await using var world = await StartAsync("*=propose", isTold: true);
        await world.Organization.CreateAsync(
            "orders", ("README.md", "# Orders\n\nTakes orders.\n"), ("CODEOWNERS", "* @acme/a"), ("Dockerfile", "FROM x"));

        await world.SweepAsync();
        var proposal = await IsAsync(world, "orders", "open");
        Assert.Null(await world.FindAsync("orders"));
        await world.Organization.MergeAsync("orders", 1);

        await world.IsAsync("orders", entity => entity.DescriptionOf() == "Takes orders.");
        var entity = await world.FindAsync("orders");
        Assert.Equal(
            ("service", "group:default/a"), ((string?)entity!["spec"]!["type"], (string?)entity["spec"]!["owner"]));
        Assert.EndsWith("/pull/1", (string?)proposal["url"]);
        var audit = await world.Client.GetFromJsonAsync<JsonNode>("audit?what=catalog%20proposal", Cancel);
        Assert.Contains($"{world.Organization.Name}/orders", audit!.ToJsonString());
    }

    [Fact]
    public async Task Without_a_webhook_what_was_merged_is_found_by_the_next_sweep()
    {
        await using var world = await StartAsync("*=propose");
        await world.Organization.CreateAsync("orders", ("README.md", "# Orders\n"), ("CODEOWNERS", "* @acme/a"));
        await world.SweepAsync();
        await IsAsync(world, "orders", "open");
        await world.Organization.MergeAsync("orders", 1);

        await world.SweepAsync();

        await world.HasAsync(["orders"]);
        await IsAsync(world, "orders", "merged");
    }

    [Fact]
    public async Task A_push_of_a_descriptor_closes_the_pull_request()
    {
        await using var world = await StartAsync("*=propose", isTold: true);
        await world.Organization.CreateAsync("orders", ("README.md", "# Orders\n"));
        await world.SweepAsync();
        await IsAsync(world, "orders", "open");

        await world.Organization.PushAsync("orders", (Descriptor, DiscoveryWorld.Component("own")));

        await world.IsAsync("own", entity => entity is not null);
        await Eventually.HoldsAsync(
            async () => (await world.Organization.PullsAsync("orders")).Single() == "closed", Cancel, "it is closed");
        await world.SweepAsync();
        await IsAsync(world, "orders", "described");
        Assert.Single(await world.Organization.PullsAsync("orders"));
    }

    [Fact]
    public async Task So_many_are_proposed_by_a_sweep_as_the_setting_says_and_none_twice()
    {
        await using var world = await StartAsync("*=propose", settings => settings["CatalogProposalsPerSweep"] = "2");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await world.Organization.CreateAsync(name, ("README.md", "#"));
        }

        await world.SweepAsync();
        await IsAsync(world, "a", "open");
        await IsAsync(world, "b", "open");
        Assert.Empty(await world.Organization.PullsAsync("c"));
        await world.SweepAsync();
        await IsAsync(world, "c", "open");
        await world.SweepAsync();
        await SettledAsync(world);

        foreach (var name in new[] { "a", "b", "c" })
        {
            Assert.Single(await world.Organization.PullsAsync(name));
        }
    }

    [Fact]
    public async Task A_dry_run_shows_the_descriptor_and_writes_nothing()
    {
        await using var world = await StartAsync("*=dry-run");
        await world.Organization.CreateAsync("orders", ("README.md", "# Orders\n"));
        var before = await world.Organization.SequenceAsync();

        await world.SweepAsync();
        var proposal = await IsAsync(world, "orders", "dryRun");

        Assert.Contains("name: orders", (string?)proposal["text"]);
        Assert.All(await world.Organization.RequestsAsync(before), request => Assert.StartsWith("GET ", request.Call));
    }

    [Fact]
    public async Task Without_a_policy_nothing_is_proposed_and_no_call_is_made_for_it()
    {
        await using var world = await StartAsync(string.Empty);
        await world.Organization.CreateAsync("orders", ("README.md", "# Orders\n"));
        var before = await world.Organization.SequenceAsync();

        await world.SweepAsync();
        await SettledAsync(world);

        Assert.Equal(
            ["GET /orgs/{org}/repos", "GET /repos/{owner}/{repo}/tarball/{ref}"],
            (await world.Organization.RequestsAsync(before)).Select(request => request.Call));
    }

    private static Task<DiscoveryWorld> StartAsync(
        string policy, Action<IDictionary<string, string?>>? settings = null, bool isTold = false) =>
        DiscoveryWorld.StartAsync(isTold, settings: values =>
        {
            values["CatalogProposals"] = policy;
            settings?.Invoke(values);
        });

    private static Task<DiscoveryWorld> StartAsync(string policy, bool isTold) => StartAsync(policy, null, isTold);

    private static async Task<JsonNode> IsAsync(DiscoveryWorld world, string repository, string state)
    {
        JsonNode? proposal = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var listed = await world.Client.GetFromJsonAsync<JsonNode>(
                    $"catalog/repositories/{world.Organization.Name}", Cancel);
                proposal = listed!["items"]!.AsArray()
                    .Single(item => $"{item!["name"]}" == $"{world.Organization.Name}/{repository}")!["proposal"];
                return (string?)proposal?["state"] == state;
            },
            Cancel,
            $"{repository} is {state}");
        return proposal!;
    }

    /// <summary>Nothing waits to be looked at.</summary>
    private static Task SettledAsync(DiscoveryWorld world)
    {
        var queue = world.Host.Storage.Queues.GetQueueClient(ProposalRequest.Queue);
        return Eventually.HoldsAsync(
            async () => !await queue.ExistsAsync(Cancel)
                || (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount == 0,
            Cancel);
    }
}
