using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.Http;
using Platform.Adapters.GitHub.Parts;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Checks;

/// <summary>Against the forge, which takes no more than fifty annotations at once, as GitHub.</summary>
public sealed class CheckRunTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(120)]
    public async Task A_report_is_there_once_with_all_its_annotations_however_often_it_is_said(int annotations)
    {
        await using var world = await World.StartAsync(forge);

        var first = await world.Checks.ReportAsync(world.Repository, world.Report("1", annotations), Cancel);
        var again = await world.Checks.ReportAsync(world.Repository, world.Report("1", annotations), Cancel);

        Assert.Equal(first.Value, again.Value);
        var run = Assert.Single(await world.RunsAsync())!;
        Assert.Equal(
            ("completed", "failure", annotations),
            ($"{run["status"]}", $"{run["conclusion"]}", (int)run["output"]!["annotations_count"]!));
    }

    [Fact]
    public async Task One_that_an_earlier_attempt_left_unfinished_is_finished()
    {
        await using var world = await World.StartAsync(forge);
        // What is there when the process ends after the first fifty.
        var begun = await world.SendAsync(HttpMethod.Post, "check-runs", new
        {
            name = "look",
            head_sha = world.Sha,
            external_id = "1",
            status = "in_progress",
            output = new
            {
                title = "t",
                summary = "s",
                annotations = Enumerable.Range(1, 50).Select(line =>
                    new { path = "a.md", start_line = line, end_line = line, annotation_level = "failure", message = "m" }),
            },
        });

        await world.Checks.ReportAsync(world.Repository, world.Report("1", 70), Cancel);

        var run = Assert.Single(await world.RunsAsync())!;
        Assert.Equal($"{begun["id"]}", $"{run["id"]}");
        Assert.Equal(("completed", 70), ($"{run["status"]}", (int)run["output"]!["annotations_count"]!));
    }

    [Fact]
    public async Task Another_look_at_the_same_commit_is_another_run()
    {
        await using var world = await World.StartAsync(forge);

        await world.Checks.ReportAsync(world.Repository, world.Report("1", 1), Cancel);
        await world.Checks.ReportAsync(world.Repository, world.Report("2", 1), Cancel);

        Assert.Equal(["2", "1"], (await world.RunsAsync()).Select(run => $"{run!["external_id"]}"));
    }

    private sealed class World : IBudgetWaits, IAsyncDisposable
    {
        private readonly GitHubBudget _budget = new(new MemoryBudgetRows(), BudgetLimits.Forge, TimeProvider.System);
        private readonly HttpClient _http;

        private World(ForgeFixture forge, string organization, string sha)
        {
            (Repository, Sha) = (RepositoryName.Create(organization, "orders"), sha);
            var options = Options.Create(new GitHubOptions
            {
                GitHubApiUrl = forge.Url.AbsoluteUri,
                GitHubToken = forge.Token,
                GitHubIsForge = true,
            });
            var client = new GitHubClientFactory(options, _budget, TimeProvider.System, NullLoggerFactory.Instance).Create();
            Checks = new(new RepositoryApi(client, options, this, TimeProvider.System));
            _http = new() { BaseAddress = new(forge.Url, $"repos/{Repository}/") };
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forge.Token);
            _http.DefaultRequestHeaders.UserAgent.ParseAdd("platform-tests");
        }

        public RepositoryName Repository { get; }

        public string Sha { get; }

        public CheckRuns Checks { get; }

        public static async Task<World> StartAsync(ForgeFixture forge)
        {
            var organization = await OrganizationDriver.OpenAsync(forge.NewOrganization());
            await organization.CreateAsync("orders", ("README.md", "# Orders\n"));
            return new(forge, organization.Name, await organization.HeadAsync("orders"));
        }

        public CheckReport Report(string id, int annotations) => new(
            "look", Sha, id, CheckConclusion.Failure, "Things", "Some things.",
            [
                .. Enumerable.Range(1, annotations).Select(
                    line => new CheckAnnotation("a.md", line, CheckLevel.Failure, "T", "m")),
            ]);

        public async Task<JsonArray> RunsAsync() =>
            (await _http.GetFromJsonAsync<JsonNode>($"commits/{Sha}/check-runs?filter=all", Cancel))!["check_runs"]!.AsArray();

        public async Task<JsonNode> SendAsync(HttpMethod method, string path, object body)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            using var answer = await _http.SendAsync(request, Cancel);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
        }

        public Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            _http.Dispose();
            _budget.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
