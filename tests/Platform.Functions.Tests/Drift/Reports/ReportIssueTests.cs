using System.Text.Json.Nodes;
using Platform.Functions.Tests.Drift.Sweeps;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Drift.Reports;

/// <summary>Reports as issues of a repository: one of each scope, whatever breaks.</summary>
public sealed class ReportIssueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scope_has_one_issue_which_is_kept_up_to_date_closed_when_nothing_is_left_and_opened_again()
    {
        using var file = new GoldenPathTestFile(string.Empty);
        await using var world = await DriftHost.StartAsync(settings: settings =>
        {
            File.WriteAllText(file.Path, ReportDriver.GoldenPath(settings["CatalogOrganizations"]!) + Only);
            settings["GoldenPathFile"] = file.Path;
        });
        using var forge = await ForgeDriver.OfAsync(world.Host);
        await world.Organization.CreateAsync(ReportDriver.Issues, (DriftHost.Descriptor, DriftHost.Component("reports")));
        await world.Organization.CreateAsync("orders", ("readme.md", "# Orders"));
        await world.SweepAllAsync();

        await world.Host.Client.ReportAsync("all");
        var first = Assert.Single(await forge.IssuesAsync())!;
        await world.Organization.CreateAsync("billing", ("readme.md", "# Billing"));
        await world.SweepAllAsync();
        await world.Host.Client.ReportAsync("all");
        var second = Assert.Single(await forge.IssuesAsync())!;
        await world.AddAsync("payments");
        await world.DescribeAsync("orders", "production");
        await world.DescribeAsync("billing", "production");
        await world.SweepAllAsync();
        await world.Host.Client.ReportAsync("all");
        var third = Assert.Single(await forge.IssuesAsync())!;
        await world.Organization.CreateAsync("late", ("readme.md", "# Late"));
        await world.SweepAllAsync();
        await world.Host.Client.ReportAsync("all");
        var fourth = Assert.Single(await forge.IssuesAsync())!;

        Assert.Equal(
            ["open", "open", "closed", "open"], new[] { first, second, third, fourth }.Select(issue => $"{issue["state"]}"));
        Assert.Contains("orders", $"{first["body"]}", StringComparison.Ordinal);
        Assert.Contains("billing", $"{second["body"]}", StringComparison.Ordinal);
        Assert.Equal("Drift", $"{fourth["title"]}");
    }

    [Fact]
    public async Task An_issue_whose_opening_was_not_acknowledged_is_found_again_and_one_that_fails_is_tried_again()
    {
        using var file = new GoldenPathTestFile(string.Empty);
        await using var world = await DriftHost.StartAsync(settings: settings =>
        {
            File.WriteAllText(file.Path, ReportDriver.GoldenPath(settings["CatalogOrganizations"]!) + Only);
            settings["GoldenPathFile"] = file.Path;
        });
        using var forge = await ForgeDriver.OfAsync(world.Host);
        await world.Organization.CreateAsync(ReportDriver.Issues, ("readme.md", "# Reports"));
        await world.SweepAllAsync();
        await world.Organization.FaultAsync("drop-after", "/repos/{owner}/{repo}/issues", times: 99, method: "POST");

        var cut = await world.Host.Client.ReportAsync("all");
        await world.Organization.ForgetFaultsAsync();
        var after = await world.Host.Client.ReportAsync("all");

        Assert.Single(cut["pending"]!.AsArray());
        Assert.Empty(after["pending"]!.AsArray());
        Assert.Single(await forge.IssuesAsync());
        Assert.Single(await world.Host.Client.ListReportsAsync());
    }

    [Fact]
    public async Task A_report_whose_host_is_killed_between_storing_and_handing_over_arrives_everywhere_exactly_once()
    {
        using var file = new GoldenPathTestFile(string.Empty);
        await using var slack = await SlackReceiver.StartAsync();
        await using var host = await HostProcess.StartAsync(Cancel, settings =>
        {
            File.WriteAllText(file.Path, ReportDriver.GoldenPath(settings["CatalogOrganizations"]!) + Only);
            settings["GoldenPathFile"] = file.Path;
            settings.UseSlack(slack);
        });
        using var organization = await OrganizationDriver.OpenAsync(host.Organization);
        using var forge = await ForgeDriver.OfAsync(host.Organization);
        await organization.CreateAsync(ReportDriver.Issues, ("readme.md", "# Reports"));
        await host.Client.SweepForDriftAsync(Cancel);
        // GitHub has opened the issue, and the host does not know yet.
        await organization.FaultAsync(
            "slow-headers", "/repos/{owner}/{repo}/issues", delayMilliseconds: 60_000, method: "POST");

        var asked = AskAsync(host.Client);
        await Eventually.HoldsAsync(async () => (await forge.IssuesAsync()).Count == 1, Cancel, "the issue is there");
        host.Kill();
        await asked;
        await organization.ForgetFaultsAsync();
        host.Launch();
        await host.WaitUntilReadyAsync(Cancel);
        var time = TimeProvider.System.GetTimestamp();
        JsonNode last;
        do
        {
            // Until the killed process's claim is over.
            last = await host.Client.ReportAsync("all");
            await Task.Delay(500, Cancel);
        }
        while (last["pending"]!.AsArray().Count > 0 && TimeProvider.System.GetElapsedTime(time) < TimeSpan.FromMinutes(3));

        Assert.Empty(last["pending"]!.AsArray());
        Assert.Single(await forge.IssuesAsync());
        Assert.Single(await host.Client.ListReportsAsync());
        await Eventually.HoldsAsync(() => Task.FromResult(slack.Posted.Count > 0), Cancel, "the chat has it");
        Assert.Single(slack.Posted);
    }

    // Nothing but this rule, so that all can be mended.
    private static string Only => "\nrules:\n" + string.Concat(Core.Drift.Rules.DriftRules.All
        .Select(rule => rule.Description.Id).Where(rule => rule != "repository-without-descriptor")
        .Select(rule => $"  {rule}: {{ enabled: false }}\n"));

    private static async Task AskAsync(HttpClient client)
    {
        try
        {
            await client.ReportAsync("all");
        }
        catch (HttpRequestException)
        {
            // The host was killed before it could answer.
        }
    }
}
