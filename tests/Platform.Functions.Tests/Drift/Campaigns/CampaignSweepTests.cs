using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Functions.Tests.Drift.Reports;
using Platform.Functions.Tests.Drift.Sweeps;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Services;

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

    [Fact]
    public async Task A_team_is_reminded_once_in_its_channel_when_little_time_is_left()
    {
        using var file = new GoldenPathTestFile(
            """
            apiVersion: platform.functions/v1alpha1
            kind: GoldenPath
            reports:
              channels: { "group:default/team": C0TEAM }
            """);
        await using var slack = await SlackReceiver.StartAsync();
        await using var world = await DriftHost.StartAsync(settings: settings =>
        {
            settings.UseSlack(slack);
            settings["GoldenPathFile"] = file.Path;
        });
        await world.Organization.CreateAsync("people", (DriftHost.Descriptor, $"{Group("team")}\n---\n{Group("silent")}"));
        await world.AddAsync("billing");
        await world.Organization.CreateAsync(
            "orders", (DriftHost.Descriptor, DriftHost.Component("orders", "group:default/silent")));
        using var set = await world.Host.Client.PutAsJsonAsync(
            "drift/campaigns/owned",
            new JsonObject
            {
                ["rules"] = new JsonArray("docs-missing"),
                ["target"] = $"{TimeProvider.System.GetUtcNow().AddDays(2):yyyy-MM-dd}",
            },
            Cancel);
        set.EnsureSuccessStatusCode();

        await world.SweepAllAsync();
        await world.SweepAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(slack.Posted.Count > 0), Cancel, "the team is reminded");
        await world.Host.Client.ReportAsync("all");
        await Eventually.HoldsAsync(
            () => Task.FromResult(slack.Posted.Any(post => post.Text.StartsWith("Drift:", StringComparison.Ordinal))), Cancel,
            "what came later is there");

        var reminder = Assert.Single(slack.Posted, post => post.Channel == "C0TEAM");
        Assert.Contains("owned: 1 open of group:default/team", reminder.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(slack.Posted, post => post.Text.Contains("silent", StringComparison.Ordinal)
            && !post.Text.StartsWith("Drift:", StringComparison.Ordinal));
    }

    private static string Group(string name) =>
        $$"""
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata: { name: {{name}} }
        spec: { type: team, children: [] }
        """;

    private static async Task<JsonNode> CampaignAsync(DriftHost world) =>
        (await world.Host.Client.GetFromJsonAsync<JsonNode>("drift/campaigns/described", Cancel))!;

    private static (int Done, int Open) Counts(JsonNode count) => ((int)count["done"]!, (int)count["open"]!);
}
