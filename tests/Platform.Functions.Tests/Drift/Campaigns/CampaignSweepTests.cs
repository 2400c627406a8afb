using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Functions.Tests.Drift.Sweeps;

namespace Platform.Functions.Tests.Drift.Campaigns;

/// <summary>A campaign from its start over sweeps to its goal.</summary>
public sealed class CampaignSweepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_sweep_says_how_far_a_campaign_is_and_mending_moves_it()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync("orders", ("readme.md", "# Orders"));
        await world.AddAsync("billing");
        using var set = await world.Host.Client.PutAsJsonAsync(
            "drift/campaigns/described",
            new JsonObject
            {
                ["rules"] = new JsonArray("repository-without-descriptor"),
                ["target"] = $"{TimeProvider.System.GetUtcNow().AddDays(30):yyyy-MM-dd}",
            },
            Cancel);
        set.EnsureSuccessStatusCode();

        await world.SweepAllAsync();
        var before = await CampaignAsync(world);
        await world.DescribeAsync("orders", "production");
        await world.SweepAllAsync();
        var after = await CampaignAsync(world);

        Assert.Equal((1, 1), Counts(before["now"]!["all"]!));
        Assert.Equal((2, 0), Counts(after["now"]!["all"]!));
        // Both sweeps were on one day, unless the day ended between them.
        Assert.Equal((2, 0), Counts(after["campaign"]!["points"]!.AsArray()[^1]!["all"]!));
        Assert.Equal(
            ["done", "open"], before["subjects"]!.AsArray().Select(one => (string)one!["stand"]!).Order());
    }

    private static async Task<JsonNode> CampaignAsync(DriftHost world) =>
        (await world.Host.Client.GetFromJsonAsync<JsonNode>("drift/campaigns/described", Cancel))!;

    private static (int Done, int Open) Counts(JsonNode count) => ((int)count["done"]!, (int)count["open"]!);
}
