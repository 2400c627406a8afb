using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Kpis.Census;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics;

/// <summary>Events through the running app to the platform's own figures.</summary>
public sealed class PlatformFiguresTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private const string Exempt = "platform.functions/golden-path-exempt: bought from a vendor";
    private const string June = "from=2030-06-01&to=2030-06-30";

    private readonly PlatformHost _host = fixture.Host;
    private readonly string _team = $"t{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_and_tickets_are_in_the_figures_with_what_is_behind_them()
    {
        await TellAsync(
            Event("platform-request.opened", "a", "2030-06-03T08:00:00Z", new() { ["kind"] = "access" }),
            Event("platform-request.completed", "a", "2030-06-03T08:01:00Z", new() { ["humanAction"] = false }),
            Event("ticket.created", "7", "2030-06-04T08:00:00Z", new() { ["channel"] = "issue" }));

        var answer = await GetAsync($"metrics/platform?scope=team:{_team}&{June}&granularity=week&comparison=previous");

        var rate = Figure(answer, "selfServiceRate");
        Assert.Equal((0.5, "notMet", "> 80 %"), (
            (double)rate["value"]!, (string)rate["verdict"]!, (string)rate["goal"]!["text"]!));
        Assert.Equal(1, Part(Figure(answer, "ticketsPerTeamAndMonth"), "tickets"));
        Assert.Equal("noServices", (string)Figure(answer, "onboardingTime")["reason"]!);
        Assert.Null(Figure(answer, "onboardingTime")["value"]);
        Assert.Equal("2030-W23", (string)answer["periods"]![1]!["label"]!);
        Assert.Equal("2030-05-02", (string)answer["comparison"]!["from"]!);
        var explained = await GetAsync(((string)rate["explain"]!)["/api/".Length..]);
        var behind = explained["figures"]![0]!;
        Assert.Equal(("selfServiceRate", 2), ((string)behind["figure"]!, (int)behind["total"]!));
        Assert.Equal(
            ["open", "self-service"],
            behind["evidence"]!.AsArray().Select(one => (string)one!["state"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tables_and_series_have_the_same_figures()
    {
        await TellAsync(
            Event("platform-request.opened", "a", "2030-06-03T08:00:00Z", new() { ["kind"] = "access" }),
            Event("platform-request.completed", "a", "2030-06-03T08:01:00Z", new() { ["humanAction"] = false }));
        var address = $"metrics/platform?scope=team:{_team}&{June}";

        var csv = await _host.Client.GetStringAsync($"{address}&format=csv", Cancel);
        var series = await _host.Client.GetStringAsync($"{address}&format=openmetrics", Cancel);

        Assert.Contains("selfServiceRate", csv, StringComparison.Ordinal);
        Assert.Contains("platform_kpi_self_service_rate_ratio{", series, StringComparison.Ordinal);
        Assert.EndsWith("# EOF\n", series, StringComparison.Ordinal);
        var flat = JsonNode.Parse(await _host.Client.GetStringAsync($"{address}&format=flat", Cancel))!.AsArray();
        Assert.Equal(1, (double)flat.Single(row => (string)row!["metric"]! == "selfServiceRate")!["value"]!);
        Assert.Equal(1, (double)flat.Single(row => (string)row!["metric"]! == "selfServiceRate.goalMet")!["value"]!);
    }

    [Fact]
    public async Task Views_of_the_documentation_are_counted_and_nobody_is_kept()
    {
        var component = $"docs-{_team}";
        using var beacon = new HttpRequestMessage(
            HttpMethod.Get, $"metrics/documentation/view?page=/guide%3Fvisitor=canary-anna&component={component}");
        beacon.Headers.Add("User-Agent", "canary-anna");
        beacon.Headers.Add("Referer", "https://docs.example/canary-anna");
        using var seen = await _host.Client.SendAsync(beacon, Cancel);
        await TellAsync(Event(
            "platform-docs.viewed", "canary-anna", $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}",
            new() { ["page"] = "/guide#canary-anna", ["component"] = component, ["author"] = "canary-anna" },
            source: "https://canary-anna@docs.example/"));

        var answer = await GetAsync($"metrics/platform?scope=component:{component}");

        Assert.Equal(HttpStatusCode.NoContent, seen.StatusCode);
        Assert.Equal("no-store", $"{seen.Headers.CacheControl}");
        Assert.Equal(2, (double)Figure(answer, "documentationViews")["value"]!);
        Assert.Equal(1, Part(Figure(answer, "documentationViews"), "pages"));
        Assert.Empty((await StorageContents.ReadAsync(_host.Storage, Cancel))
            .Where(one => one.Text.Contains("canary-anna", StringComparison.Ordinal)).Select(one => one.Place));
        using var wrong = await _host.Client.GetAsync("metrics/documentation/view?page=", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_census_reads_the_catalog_and_is_what_adoption_and_freshness_are_of()
    {
        foreach (var (name, more) in new[]
        {
            ("retired", "lifecycle: Deprecated"), ("exempt", "lifecycle: production"), ("on", "lifecycle: production"),
        })
        {
            var text = $$"""
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata:
                  name: {{name}}-{{_team}}
                  annotations: { {{(name == "exempt" ? Exempt : "a.b/c: d")}} }
                spec: { type: service, {{more}}, owner: {{_team}} }
                """;
            await _host.SendAsync("catalog-ingest", JsonSerializer.SerializeToUtf8Bytes(
                new { id = $"{name}-{_team}", location = $"url:https://example.com/{name}-{_team}.yaml", content = text }));
            await _host.EntityAsync("component", $"{name}-{_team}", Cancel);
        }

        var now = TimeProvider.System.GetUtcNow();
        await TellAsync(new DeploymentEventBuilder().Of($"on-{_team}", _team)
            .With("data.context.timestamp", now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)).Json());

        await _host.Services.GetRequiredService<CensusRun>().RunAsync(Cancel);

        var answer = await GetAsync($"metrics/platform?scope=team:{_team}");
        var adoption = Figure(answer, "goldenPathAdoption");
        Assert.Equal((0, 1, 1), ((double)adoption["value"]!, Part(adoption, "eligible"), Part(adoption, "exempt")));
        Assert.Equal(1, (double)Figure(answer, "catalogFreshness")["value"]!);
        Assert.Equal(2, Part(Figure(answer, "catalogFreshness"), "entities"));
        var explained = await GetAsync($"metrics/platform/explain?scope=team:{_team}&figure=goldenPathAdoption");
        Assert.Equal(
            ["exempt: bought from a vendor", "off path: "],
            explained["figures"]![0]!["evidence"]!.AsArray().Select(one => $"{one!["state"]}: {one["detail"]}"));
    }

    [Theory]
    [InlineData("metrics/platform?scope=nobody", "scope")]
    [InlineData("metrics/platform?granularity=day&from=2030-01-01&to=2030-12-31", "from")]
    [InlineData("metrics/platform/explain?figure=luck", "figure")]
    public async Task A_wrong_question_is_told_what_is_wrong(string address, string field)
    {
        using var answer = await _host.Client.GetAsync(address, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal(field, (string)problem["errors"]![0]!["field"]!);
    }

    private static JsonNode Figure(JsonNode answer, string id) =>
        answer["figures"]!.AsArray().Single(one => (string)one!["id"]! == id)!;

    private static double Part(JsonNode figure, string name) =>
        (double)figure["parts"]!.AsArray().Single(one => (string)one!["name"]! == name)!["value"]!;

    private async Task<JsonNode> GetAsync(string address) => (await _host.Client.GetFromJsonAsync<JsonNode>(address, Cancel))!;

    private async Task TellAsync(params JsonObject[] events)
    {
        using var answer = await _host.Client.PostAsJsonAsync("events", new JsonArray([.. events]), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private JsonObject Event(string name, string subject, string at, JsonObject custom, string? source = null)
    {
        if (!name.StartsWith("platform-docs", StringComparison.Ordinal))
        {
            custom["team"] = _team;
        }

        var standard = name.StartsWith("ticket.", StringComparison.Ordinal);
        return new()
        {
            ["specversion"] = "1.0",
            ["id"] = $"{name}/{subject}",
            ["source"] = source ?? $"/desk/{_team}",
            ["type"] = standard ? $"dev.cdevents.{name}.0.2.0" : $"dev.cdeventsx.{name}.0.1.0",
            ["data"] = new JsonObject
            {
                ["context"] = new JsonObject { ["timestamp"] = at },
                ["subject"] = new JsonObject
                {
                    ["id"] = subject,
                    ["content"] = standard
                        ? new JsonObject { ["summary"] = "Help", ["creator"] = "x", ["uri"] = "https://issues.example/7" }
                        : new JsonObject(),
                },
                ["customData"] = custom,
            },
        };
    }
}
