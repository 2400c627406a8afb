using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Backfill;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics.Senders;

/// <summary>The past of the forge's repositories, told as if its webhooks had come.</summary>
public sealed class BackfillTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_past_of_a_repository_gives_its_figures_and_a_second_backfill_adds_nothing()
    {
        using var forge = await WithPastAsync();

        var first = await BackfillAsync();
        var second = await BackfillAsync();

        Assert.InRange((int)first["added"]!, 10, int.MaxValue);
        Assert.Empty(first["problems"]!.AsArray());
        Assert.Equal((0, (int)first["events"]!), ((int)second["added"]!, (int)second["events"]!));
        await _host.RollUpAsync(Cancel);
        var figures = await FiguresAsync();
        Assert.Equal(2, (int)figures["deploymentFrequency"]!["raw"]!["count"]!);
        Assert.InRange((int)figures["changeLeadTime"]!["count"]!, 1, int.MaxValue);
    }

    [Fact]
    public async Task What_the_webhooks_told_is_not_told_again()
    {
        using var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        await forge.CommitFileAsync(_name, "catalog-info.yaml", new EntityBuilder().Named(_name).Text());
        await forge.HookAllAsync(_name, _host);
        await forge.MergeChangeAsync(_name, "feature", "a.txt", "text");
        await forge.DeployAsync(_name);
        await forge.InAsync(_name, HttpMethod.Post, "releases", new { tag_name = "v1" });
        await forge.InAsync(_name, HttpMethod.Post, "issues", new { title = "It burns", labels = new[] { "incident" } });

        // A pull request opened and closed, a deployment with two statuses, a release twice, an issue.
        await Eventually.HoldsAsync(
            async () => (await DeliveriesDriver.OfAsync(_host, _name, Cancel)).Count(one => one.Event != "push") == 8,
            Cancel,
            "what the webhooks tell is told");

        var id = await StartAsync(_host.Client, _host.Organization);
        await CompletedAsync(_host.Client, id);

        // Pushes are told again by their commits, because a push of the past is in nobody's list.
        var pages = await _host.Services.GetRequiredService<IBackfills>().PagesAsync(id, Cancel);
        Assert.Equal(Enum.GetValues<PastKind>(), pages.Select(page => page.Kind).Order());
        Assert.All(
            pages.Where(page => page.Kind != PastKind.Commits),
            page => Assert.Equal((0, null), (page.Added, page.Problem)));
        Assert.Equal(1, pages.Single(page => page.Kind == PastKind.Incidents).Events);
    }

    [Theory]
    [InlineData("""{"since":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"organization":"a","repository":"a/b","since":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"repository":"a","since":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"repository":"a/b","since":"yesterday"}""")]
    [InlineData("""{"repository":"a/b","since":"2999-01-01T00:00:00Z"}""")]
    public async Task What_is_not_clear_is_refused(string body)
    {
        var answer = await _host.Client.PostAsJsonAsync("metrics/backfills", JsonNode.Parse(body), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_backfill_is_not_found()
    {
        var answer = await _host.Client.GetAsync($"metrics/backfills/{Guid.NewGuid():N}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_repository_that_is_gone_is_a_problem_of_the_report()
    {
        var told = await BackfillAsync();

        Assert.Contains("repository-not-found", told["problems"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backfill_that_is_killed_goes_on_where_it_was()
    {
        await using var host = await HostProcess.StartAsync(Cancel);
        using var forge = await ForgeDriver.OfAsync(host.Organization);
        await forge.CreateRepositoryAsync(_name);
        for (var change = 0; change < 5; change++)
        {
            await forge.MergeChangeAsync(_name, $"feature-{change}", $"{change}.txt", "text");
            await forge.DeployAsync(_name);
        }

        var id = await StartAsync(host.Client, host.Organization);
        await Eventually.HoldsAsync(
            async () => (int?)(await ReportAsync(host.Client, id))["pages"] >= 1, Cancel, "a page is told");
        host.Kill();
        host.Launch();
        await host.WaitUntilReadyAsync(Cancel);

        var killed = await CompletedAsync(host.Client, id);
        var again = await CompletedAsync(host.Client, await StartAsync(host.Client, host.Organization));
        Assert.Empty(killed["problems"]!.AsArray());
        Assert.Equal((0, (int)killed["events"]!), ((int)again["added"]!, (int)again["events"]!));
    }

    private async Task<ForgeDriver> WithPastAsync()
    {
        var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        await forge.AddHookAsync(_name, _host);
        await forge.CommitFileAsync(_name, "catalog-info.yaml", new EntityBuilder().Named(_name).Text());
        await _host.EntityAsync("component", _name, Cancel);
        await forge.DeployAsync(_name);
        await forge.MergeChangeAsync(_name, "feature", "a.txt", "text");
        await forge.DeployAsync(_name);
        return forge;
    }

    private async Task<JsonNode> BackfillAsync() =>
        await CompletedAsync(_host.Client, await StartAsync(_host.Client, _host.Organization));

    private async Task<string> StartAsync(HttpClient client, string organization)
    {
        var answer = await client.PostAsJsonAsync(
            "metrics/backfills", new { repository = $"{organization}/{_name}", since = "2020-01-01T00:00:00Z" }, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["id"]!;
    }

    private static async Task<JsonNode> CompletedAsync(HttpClient client, string id)
    {
        JsonNode? report = null;
        await Eventually.HoldsAsync(
            async () => (string?)(report = await ReportAsync(client, id))["status"] == "completed", Cancel, "it is completed");
        return report!;
    }

    private static async Task<JsonNode> ReportAsync(HttpClient client, string id) =>
        (await client.GetFromJsonAsync<JsonNode>($"metrics/backfills/{id}", Cancel))!;

    private async Task<JsonNode> FiguresAsync()
    {
        var today = DateTime.UtcNow.Date;
        var span = $"from={today.AddDays(-3):yyyy-MM-dd}&to={today.AddDays(2):yyyy-MM-dd}";
        var answer = await _host.Client.GetFromJsonAsync<JsonNode>($"metrics/dora?scope=component:{_name}&{span}", Cancel);
        return answer!["figures"]!;
    }
}
