using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Space;
using Platform.Core.Metrics.Surveys;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;

namespace Platform.Functions.Tests.Metrics.Space;

/// <summary>SPACE through the running app, from events to figures; what people say is told by a double.</summary>
public sealed class SpaceTests(SpaceTests.World world) : IClassFixture<SpaceTests.World>
{
    private readonly string _name = $"s{Guid.NewGuid():N}"[..12];

    private PlatformHost Host => world.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_figure_has_its_source_and_a_value_or_a_reason()
    {
        await TellAsync(Story(_name)
            .Change("created", "7", 8, Of(_name, author: "ada", additions: 10, deletions: 5))
            .Change("reviewed", "7", 10, Of(_name, author: "ada", reviewer: "bob"))
            .Change("updated", "7", 11, Of(_name, author: "ada"))
            .Change("reviewed", "7", 12, Of(_name, author: "ada", reviewer: "bob"))
            .Change("merged", "7", 14, Of(_name, author: "ada"))
            .Change("created", "8", 20, Of(_name, author: "ada"))
            .Change("created", "9", 21, Of(_name, author: "ada"))
            .Change("abandoned", "9", 22, Of(_name, author: "ada"))
            .Incident("detected", $"{_name}-1", 15).Incident("detected", $"{_name}-2", 20));

        var figures = Figures(await SpaceAsync($"component:{_name}"));

        Assert.Equal(
            [
                ("activity.changesMerged", 1.0), ("activity.reviews", 2.0), ("communication.reviewedChanges", 1.0),
                ("communication.timeToMerge", 6 * 3600.0), ("efficiency.changeSize", 15.0), ("efficiency.handoffs", 3.0),
                ("efficiency.interrupts", 2 / 31.0), ("efficiency.interruptsAfterHours", 0.5), ("efficiency.openChanges", 1.0),
            ],
            figures.Where(figure => figure.Value.Value is not null && figure.Key != "efficiency.openChangesAge")
                .OrderBy(figure => figure.Key, StringComparer.Ordinal).Select(figure => (figure.Key, figure.Value.Value!.Value)));
        Assert.Equal("noDeployments", figures["performance.changeFailRate"].Reason);
        Assert.Equal("teamOrWider", figures["communication.reviewSpread"].Reason);
        Assert.Equal("noSurvey", figures["satisfaction.percentFavourable"].Reason);
        Assert.All(figures.Values, figure => Assert.True((figure.Value is null) != (figure.Reason is null)));
    }

    [Fact]
    public async Task Without_three_dimensions_or_without_asking_anybody_it_says_that_it_is_not_SPACE()
    {
        await TellAsync(Story(_name).Change("created", "7", 8, Of(_name)).Change("merged", "7", 14, Of(_name)));

        var nobody = await SpaceAsync($"team:{_name}-none");
        var events = await SpaceAsync($"team:{_name}");
        world.Said[new(ScopeKind.Team, _name)] = 62.5;
        var asked = await SpaceAsync($"team:{_name}");

        Assert.Equal((false, "0 of 5 dimensions are known; SPACE takes 3 at least."), Verdict(nobody));
        Assert.Equal((false, true), ((bool)events["isSpace"]!, ((string)events["notSpace"]!).StartsWith("Nobody was asked")));
        Assert.Equal((true, null), Verdict(asked));
        Assert.Equal(62.5, Figures(asked)["satisfaction.percentFavourable"].Value);
    }

    [Fact]
    public async Task Who_reviews_how_much_is_told_of_teams_in_which_enough_review_and_of_nobody()
    {
        var story = Story(_name).Change("created", "7", 8, Of(_name, author: "ada"));
        for (var review = 0; review < 8; review++)
        {
            story.Change("reviewed", "7", 9 + review, Of(_name, author: "ada", reviewer: $"reviewer-{Math.Min(review, 3)}"));
        }

        await TellAsync(story.Change("merged", "7", 20, Of(_name)));
        Assert.Equal("tooFewPeople", Figures(await SpaceAsync($"team:{_name}"))["communication.reviewSpread"].Reason);

        await TellAsync(Story(_name, "more").Change("reviewed", "7", 18, Of(_name, author: "ada", reviewer: "reviewer-4")));
        var answer = await SpaceAsync($"team:{_name}");
        var explained = await Host.Client.GetStringAsync(
            $"metrics/space/explain?scope=component:{_name}&from=2030-01-01&to=2030-01-31", Cancel);

        // 1, 1, 1, 1 and 5 reviews.
        Assert.Equal(0.35555555555555557, Figures(answer)["communication.reviewSpread"].Value!.Value, 12);
        Assert.DoesNotContain("reviewer-", answer.ToJsonString() + explained, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", answer.ToJsonString() + explained, StringComparison.Ordinal);
        Assert.Contains("\"reviews\":9", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_and_series_tell_the_same()
    {
        await TellAsync(Story(_name).Change("created", "7", 8, Of(_name)).Change("merged", "7", 14, Of(_name)));
        var address = $"metrics/space?scope=component:{_name}&from=2030-01-01&to=2030-01-31";

        var csv = await Host.Client.GetStringAsync($"{address}&format=csv&granularity=week&comparison=previous", Cancel);
        var series = await Host.Client.GetStringAsync($"{address}&format=openmetrics", Cancel);
        using var wrong = await Host.Client.GetAsync("metrics/space?scope=person:ada", Cancel);

        Assert.Contains("communication.timeToMerge", csv.Split("\r\n")[0], StringComparison.Ordinal);
        Assert.Contains("2030-W02", csv, StringComparison.Ordinal);
        Assert.Equal(7, csv.TrimEnd().Split("\r\n").Length);
        Assert.Contains(
            $"platform_space_communication_time_to_merge_seconds{{scope=\"component\",name=\"component:default/{_name}\"}} 21600",
            series, StringComparison.Ordinal);
        Assert.EndsWith("# EOF\n", series, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static DeliveryStory Story(string component, string part = "") =>
        new DeliveryStory(component + part).Tell(
            "dev.cdeventsx.platform-ownership.changed.0.1.0", component, 0, [], new()
            {
                ["component"] = component,
                ["team"] = component,
            });

    private static JsonObject Of(
        string component, string? author = null, string? reviewer = null, int? additions = null, int? deletions = null) => new()
        {
            ["component"] = component,
            ["repoUrl"] = $"https://github.com/acme/{component}",
            ["author"] = author,
            ["reviewer"] = reviewer,
            ["additions"] = additions,
            ["deletions"] = deletions,
        };

    private async Task TellAsync(DeliveryStory story)
    {
        using var content = JsonContent.Create(new JsonArray([.. story.Events.Select(one => one.DeepClone())]));
        content.Headers.ContentType = new("application/cloudevents-batch+json");
        using var answer = await Host.Client.PostAsync("events", content, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Host.RollUpAsync(Cancel);
    }

    private async Task<JsonNode> SpaceAsync(string scope) => (await Host.Client.GetFromJsonAsync<JsonNode>(
        $"metrics/space?scope={scope}&from=2030-01-01&to=2030-01-31", Cancel))!;

    private static (bool, string?) Verdict(JsonNode answer) => ((bool)answer["isSpace"]!, (string?)answer["notSpace"]);

    private static Dictionary<string, (double? Value, string? Reason)> Figures(JsonNode answer) => answer["dimensions"]!.AsArray()
        .SelectMany(dimension => dimension!["figures"]!.AsArray())
        .ToDictionary(figure => (string)figure!["name"]!, figure => ((double?)figure!["value"], (string?)figure["reason"]));

    /// <summary>One app in which groups say what a test says.</summary>
    public sealed class World : IAsyncLifetime, ISatisfaction
    {
        public Dictionary<Scope, double> Said { get; } = [];

        public PlatformHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Host = await PlatformHost.StartAsync(compose: services => services
                .AddSingleton<ISatisfaction>(this)
                .AddSingleton(provider => new SpaceReading(
                    provider.GetRequiredService<IRollupReader>(),
                    provider.GetRequiredService<ReviewSpread>(),
                    this,
                    provider.GetRequiredService<DoraOptions>(),
                    new FakeTimeProvider(new DateTimeOffset(2030, 2, 1, 0, 0, 0, TimeSpan.Zero)))));

        public ValueTask DisposeAsync() => Host.DisposeAsync();

        public Task<SatisfactionReading?> SmallestPublishableAsync(
            Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken) => Task.FromResult(
                Said.TryGetValue(scope, out var said) && to >= new DateOnly(2030, 1, 15)
                    ? new SatisfactionReading(scope, "pulse", 1, new(2030, 1, 8), new(2030, 1, 15), said, null, 9)
                    : null);
    }
}
