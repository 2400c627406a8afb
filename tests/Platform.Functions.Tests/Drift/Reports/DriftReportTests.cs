using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Reports;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;
using Platform.Functions.Tests.Drift.Sweeps;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Drift.Reports;

/// <summary>From what sweeps found to what people read.</summary>
public sealed class DriftReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_tells_each_finding_once_and_a_preview_tells_it_without_storing_anything()
    {
        await using var world = await DriftHost.StartAsync();
        var client = world.Host.Client;
        await world.Organization.CreateAsync("orders", ("readme.md", "# Orders"));
        await world.SweepAllAsync();
        Assert.Empty(await client.ListReportsAsync());

        using var preview = await client.PreviewAsync();
        var foreseen = (await preview.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
        Assert.Empty(await client.ListReportsAsync());
        var made = await client.ReportAsync();
        var again = await client.ReportAsync();
        var listed = Assert.Single(await client.ListReportsAsync())!;
        var report = await client.GetFromJsonAsync<JsonNode>($"drift/reports/{listed["id"]}", Cancel);

        Assert.Contains(report!["items"]!.AsArray(), item => (string)item!["rule"]! == "repository-without-descriptor");
        Assert.Equal(Told(foreseen), Told(report));
        Assert.Equal((string)foreseen["id"]!, (string)listed["id"]!);
        Assert.Equal("all", (string)made["items"]![0]!["scope"]!);
        Assert.Empty(again["items"]!.AsArray());
        Assert.Equal(["all"], again["quiet"]!.AsArray().Select(scope => (string)scope!));
        await IsAsPublishedAsync(client, report);
    }

    [Fact]
    public async Task A_teams_report_goes_to_the_channel_of_the_team_and_the_one_for_all_to_the_platforms()
    {
        await using var slack = await SlackReceiver.StartAsync();
        await using var world = await DriftHost.StartAsync(settings: settings => settings.UseSlack(slack));
        await world.Organization.CreateAsync("people", (DriftHost.Descriptor, Team));
        await world.Organization.CreateAsync(
            "orders", (DriftHost.Descriptor, DriftHost.Component("orders", "group:default/shop")));
        await world.SweepAllAsync();

        await world.Host.Client.ReportAsync();
        await world.Host.Client.ReportAsync();

        await Eventually.HoldsAsync(() => Task.FromResult(slack.Posted.Count >= 2), Cancel, "both reports were posted");
        Assert.Equal(
            [("C0PLATFORM", "Drift:"), ("C0SHOP", "Drift of group:default/shop:")],
            slack.Posted.Select(post => (post.Channel!, post.Text[..(post.Text.IndexOf(": ", StringComparison.Ordinal) + 1)]))
                .OrderBy(one => one.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_schedule_of_the_golden_path_says_when_reports_are_made()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync("orders", ("readme.md", "# Orders"));
        await world.SweepAllAsync();
        await world.Host.Services.GetRequiredService<ReportRun>().OnTimeAsync(Cancel);
        Assert.Empty(await world.Host.Client.ListReportsAsync());

        using var file = new GoldenPathTestFile(
            "apiVersion: platform.functions/v1alpha1\nkind: GoldenPath\nreports:\n  schedule: '* * * * * *'\n");
        await using var often = await DriftHost.StartAsync(settings: settings => settings["GoldenPathFile"] = file.Path);
        await often.Organization.CreateAsync("orders", ("readme.md", "# Orders"));
        await often.SweepAllAsync();
        await often.Host.Services.GetRequiredService<ReportRun>().OnTimeAsync(Cancel);
        await often.Host.Services.GetRequiredService<ReportRun>().OnTimeAsync(Cancel);

        Assert.Single(await often.Host.Client.ListReportsAsync());
    }

    [Fact]
    public async Task Reports_are_listed_page_by_page_and_old_ones_leave()
    {
        await using var world = await DriftHost.StartAsync();
        for (var number = 0; number < 3; number++)
        {
            await world.Organization.CreateAsync($"r{number}", ("readme.md", "# Orders"));
            await world.SweepAllAsync();
            await world.Host.Client.ReportAsync();
        }

        var all = (await world.Host.Client.ListReportsAsync()).Select(report => (string)report!["id"]!).ToList();
        var (read, next) = (new List<string>(), "");
        do
        {
            var page = await world.Host.Client.GetFromJsonAsync<JsonNode>($"drift/reports?scope=all&limit=2{next}", Cancel);
            read.AddRange(page!["items"]!.AsArray().Select(report => (string)report!["id"]!));
            next = page["nextCursor"] is { } cursor ? $"&cursor={cursor}" : "";
        }
        while (next.Length > 0);

        Assert.Equal(3, all.Count);
        Assert.Equal(all, read);
        await world.Host.Services.GetRequiredService<IDocuments<ReportBook>>().ChangeAsync(
            ReportBook.IdOf(DriftReport.All), book => book! with { Number = ReportDelivery.Kept }, Cancel);
        await world.Organization.CreateAsync("r9", ("readme.md", "# Orders"));
        await world.SweepAllAsync();
        await world.Host.Client.ReportAsync();
        Assert.DoesNotContain(await world.Host.Client.ListReportsAsync(), report => (string)report!["id"]! == all[^1]);
    }

    private const string Team =
        """
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata:
          name: shop
          annotations:
            slack.com/channel-id: C0SHOP
        spec:
          type: team
          children: []
        """;

    private static List<string> Told(JsonNode report) =>
        [.. report["items"]!.AsArray().Select(item => $"{item!["finding"]} {item["what"]}")];

    private static async Task IsAsPublishedAsync(HttpClient client, JsonNode report)
    {
        using var anonymous = new HttpClient { BaseAddress = client.BaseAddress };
        var schema = JsonSchema.Parse((await anonymous.GetFromJsonAsync<JsonNode>("schemas/drift-report.schema.json", Cancel))!);
        Assert.Empty(schema.Validate(report));
    }
}
