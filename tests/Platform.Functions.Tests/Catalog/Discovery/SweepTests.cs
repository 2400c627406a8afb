using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Platform.Functions.Tests.Catalog.Discovery;

/// <summary>What sweeps find, and what they cost.</summary>
public sealed class SweepTests
{
    private const string Descriptor = "catalog-info.yaml";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_organisation_describes_is_in_the_catalog_and_every_repository_is_counted()
    {
        await using var world = await DiscoveryWorld.StartAsync();
        await world.Organization.CreateAsync("one", (Descriptor, DiscoveryWorld.Component("one")));
        await world.Organization.CreateAsync(
            "many", ("a/" + Descriptor, DiscoveryWorld.Component("a")),
            ("b/c/" + Descriptor, DiscoveryWorld.Component("b") + "\n---\n" + DiscoveryWorld.Component("c")));
        await world.Organization.CreateAsync("none", ("README.md", "# Nothing"));
        await world.Organization.CreateAsync("empty");

        var report = await world.SweepAsync();

        await world.HasAsync(["one", "a", "b", "c"]);
        Assert.Equal(
            (true, 4, 2, 2, 4),
            ((bool)report["complete"]!, (int)report["repositories"]!, (int)report["withDescriptor"]!,
                (int)report["withoutDescriptor"]!, (int)report["found"]!["stored"]!));
        var listed = await world.Client.GetFromJsonAsync<JsonNode>($"catalog/repositories/{world.Organization.Name}", Cancel);
        Assert.Equal(
            ["", "a/catalog-info.yaml b/c/catalog-info.yaml", "", "catalog-info.yaml"],
            listed!["items"]!.AsArray().Select(item => string.Join(' ', item!["descriptors"]!.AsArray())));
    }

    [Fact]
    public async Task What_has_not_changed_costs_one_call_each_once_and_then_none_and_writes_no_entity()
    {
        await using var world = await DiscoveryWorld.StartAsync(settles: true);
        for (var i = 0; i < 5; i++)
        {
            await world.Organization.CreateAsync($"r{i}", (Descriptor, DiscoveryWorld.Component($"r{i}")));
        }

        var first = await CallsAsync(world);
        var rows = await EntityRowsAsync(world);
        var proof = await CallsAsync(world);
        var quiet = await CallsAsync(world);

        Assert.Equal(6, first.Count);
        Assert.Equal(6, proof.Count);
        Assert.Equal(["GET /orgs/{org}/repos"], quiet);
        Assert.Equal(rows, await EntityRowsAsync(world));
    }

    [Fact]
    public async Task A_push_that_nobody_told_of_is_found_and_reported()
    {
        await using var world = await DiscoveryWorld.StartAsync();
        await world.Organization.CreateAsync("told", (Descriptor, DiscoveryWorld.Component("told")));
        await world.Organization.CreateAsync("untold", (Descriptor, DiscoveryWorld.Component("untold")));
        Assert.Equal(0, (int)(await world.SweepAsync())["found"]!["diverged"]!);
        await world.Organization.PushAsync("untold", (Descriptor, DiscoveryWorld.Component("untold", "second")));

        var report = await world.SweepAsync();

        Assert.Equal(1, (int)report["found"]!["diverged"]!);
        Assert.Equal("component:default/untold", Assert.Single(report["found"]!["divergedRefs"]!.AsArray())!.ToString());
        Assert.Equal("second", (string?)(await world.FindAsync("untold"))!["metadata"]!["description"]);
    }

    [Fact]
    public async Task A_push_to_another_branch_changes_nothing()
    {
        await using var world = await DiscoveryWorld.StartAsync();
        await world.Organization.CreateAsync("one", (Descriptor, DiscoveryWorld.Component("one")));
        await world.SweepAsync();
        await world.SweepAsync();
        var commit = await world.Organization.CommitAsync(
            "one", await world.Organization.HeadAsync("one"), (Descriptor, DiscoveryWorld.Component("one", "second")));
        await world.Organization.BranchAsync("one", "feature", commit);

        var after = await world.Organization.SequenceAsync();
        var report = await world.SweepAsync();

        Assert.Equal((0, 0), ((int)report["found"]!["stored"]!, (int)report["found"]!["diverged"]!));
        Assert.DoesNotContain(await world.Organization.RequestsAsync(after), request => request.Call.Contains("/git/blobs/"));
    }

    [Fact]
    public async Task One_repository_is_looked_at_on_demand()
    {
        await using var world = await DiscoveryWorld.StartAsync();
        await world.Organization.CreateAsync("one", (Descriptor, DiscoveryWorld.Component("one")));
        await world.Organization.CreateAsync("other", (Descriptor, DiscoveryWorld.Component("other")));

        var report = await world.SweepAsync(new { repository = $"{world.Organization.Name}/one" });

        await world.HasAsync(["one"], "other");
        Assert.Equal((1, 1), ((int)report["repositories"]!, (int)report["withDescriptor"]!));
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_said_so()
    {
        await using var world = await DiscoveryWorld.StartAsync();

        var report = await world.SweepAsync(new { repository = $"{world.Organization.Name}/nothing" });

        Assert.False((bool)report["complete"]!);
        Assert.Contains("There is no repository", (string)report["reason"]!);
    }

    [Fact]
    public async Task Two_sweeps_are_not_under_way_at_once()
    {
        await using var world = await DiscoveryWorld.StartAsync();
        await world.Organization.CreateAsync("one", (Descriptor, DiscoveryWorld.Component("one")));
        await world.Organization.FaultAsync("slow-headers", "/orgs/{org}/repos", delayMilliseconds: 8000);
        var running = await StartAsync(world, new { });
        var id = (string)(await running.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["id"]!;

        var second = await StartAsync(world, new { });

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.EndsWith($"/catalog/sweeps/{id}", second.Headers.Location!.ToString());
        await TestKit.Catalog.Discovery.SweepClient.EndOfSweepAsync(world.Client, id, Cancel);
        await world.SweepAsync();
    }

    [Theory]
    [InlineData("""{"organization":"somebody-else"}""", "organization-not-configured")]
    [InlineData("""{"repository":"no repository"}""", "field-format")]
    [InlineData("""{"organization":"a","repository":"b/c"}""", "field-unknown")]
    [InlineData("""{"everything":true}""", "field-unknown")]
    public async Task What_can_not_be_swept_is_refused(string body, string code)
    {
        await using var world = await DiscoveryWorld.StartAsync();

        var answer = await StartAsync(world, JsonNode.Parse(body)!);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Which_files_are_descriptors_is_a_setting()
    {
        await using var world = await DiscoveryWorld.StartAsync(
            settings: values => values["CatalogDescriptorFiles"] = "catalog-info.yaml, catalog-info.yml, !**/skeleton/**");
        await world.Organization.CreateAsync(
            "one", ("a/catalog-info.yml", DiscoveryWorld.Component("short")), (Descriptor, DiscoveryWorld.Component("long")),
            ("skeleton/" + Descriptor, DiscoveryWorld.Component("template")));

        await world.SweepAsync();

        await world.HasAsync(["short", "long"], "template");
    }

    private static Task<HttpResponseMessage> StartAsync<T>(DiscoveryWorld world, T scope) =>
        world.Client.PostAsJsonAsync("catalog/sweeps", scope, Cancel);

    private static async Task<IReadOnlyList<string>> CallsAsync(DiscoveryWorld world)
    {
        var after = await world.Organization.SequenceAsync();
        await world.SweepAsync();
        return [.. (await world.Organization.RequestsAsync(after)).Select(request => request.Call)];
    }

    private static async Task<IReadOnlyList<string>> EntityRowsAsync(DiscoveryWorld world) => await world.Host.Storage.Tables
        .GetTableClient("catalog")
        .QueryAsync<TableEntity>(cancellationToken: Cancel)
        .Select(row => $"{row.PartitionKey}/{row.RowKey} {row.ETag}")
        .ToListAsync(Cancel);
}
