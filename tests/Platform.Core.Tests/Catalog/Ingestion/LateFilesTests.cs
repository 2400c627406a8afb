using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Sources;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;
using Platform.TestKit.ChatOps;

namespace Platform.Core.Tests.Catalog.Ingestion;

/// <summary>What a pipeline names and can't be read, or must not be believed.</summary>
public sealed class LateFilesTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryCatalog _catalog = new();
    private readonly MemoryQueue _queue = new();
    private readonly MemoryRepositories _repositories = new();

    private string _rules = """[{"allow":["*"]}]""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_not_found_is_asked_for_again_and_reported_until_it_is()
    {
        _catalog.Files["a/catalog-info.yaml"] = new EntityBuilder().Text();
        await IngestAsync(Request("a/catalog-info.yaml", "b/catalog-info.yaml"));

        var message = _queue.Take().Single();
        var again = CatalogIngestMessage.Parse(message.Body).Value!;
        Assert.Equal(TimeSpan.FromSeconds(5), message.Delay);
        Assert.Equal(["b/catalog-info.yaml"], again.Paths);
        Assert.Equal((1, Noon), (again.Attempt, again.OccurredAt));
        Assert.Equal("file-not-found", (await ReportAsync("b/catalog-info.yaml")).Problems.Single().Code);

        _catalog.Files["b/catalog-info.yaml"] = new EntityBuilder().Named("late").Text();
        await IngestAsync(again);

        Assert.Empty(_queue.Take());
        Assert.Empty((await ReportAsync("b/catalog-info.yaml")).Problems);
        Assert.NotNull(await _catalog.Store.FindAsync(EntityRef.Parse("component:default/late"), Cancel));
    }

    [Fact]
    public async Task A_file_that_is_never_found_is_asked_for_so_often_and_no_more()
    {
        List<TimeSpan> delays = [];
        var request = Request("none.yaml");
        for (; request is not null && delays.Count < 50; request = Next(delays))
        {
            await IngestAsync(request);
        }

        Assert.Equal([5, 15, 45, 135, 300], delays.Select(delay => delay.TotalSeconds));
        Assert.Equal("file-not-found", (await ReportAsync("none.yaml")).Problems.Single().Code);
    }

    [Fact]
    public async Task What_came_in_the_meantime_is_not_undone_by_a_late_file()
    {
        _catalog.Files["a.yaml"] = new EntityBuilder().With("metadata.title", "new").Text();
        await IngestAsync(Request("a.yaml") with { OccurredAt = Noon.AddMinutes(1) });
        _catalog.Files["a.yaml"] = new EntityBuilder().With("metadata.title", "old").Text();

        await IngestAsync(Request("a.yaml") with { OccurredAt = Noon, Attempt = 1 });

        var entity = (await _catalog.Store.FindAsync(EntityRef.Parse("component:default/orders"), Cancel))!;
        Assert.Equal("new", (string?)entity.Body["metadata"]!["title"]);
    }

    [Theory]
    [InlineData("head", "main", 1)]
    [InlineData("of a fork", "main", 0)]
    [InlineData("head", "feature", 0)]
    public async Task Rules_that_trust_a_repository_trust_the_head_of_its_default_branch(string sha, string branch, int stored)
    {
        _rules = """[{"allow":["Group"],"locations":[{"repository":"acme/orders"}]}]""";
        _repositories["acme/orders", "groups.yaml"] = "x";
        var commit = sha == "head" ? MemoryRepositories.HeadOf("main") : PushBuilder.Sha;
        _catalog.Files["groups.yaml"] = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: { name: admins }
            spec: { type: team, children: [], members: [mallory] }
            """;

        var report = await IngestAsync(Request("groups.yaml") with { Sha = commit, Branch = branch });

        Assert.Equal((stored, 1 - stored), (report.Stored, report.Problems.Count(
            problem => problem.Problem.Code == AllowRules.NotAllowed)));
    }

    private static CatalogIngestRequest Request(params string[] paths) => new(
        "1", "acme/orders", PushBuilder.Sha, paths, new Uri("https://github.com/acme/orders"), "main");

    private CatalogIngestRequest? Next(List<TimeSpan> delays)
    {
        if (_queue.Take() is not [var message])
        {
            return null;
        }

        delays.Add(message.Delay);
        return CatalogIngestMessage.Parse(message.Body).Value;
    }

    private Task<LocationReport> ReportAsync(string path) =>
        _catalog.Reports.FindAsync($"url:https://github.com/acme/orders/blob/main/{path}", Cancel);

    private Task<IngestReport> IngestAsync(CatalogIngestRequest request)
    {
        var rules = new AllowRules(
            AllowRulesText.Parse(_rules).Value!, RepositoryHost.Of(new Uri("https://api.github.com/")));
        _catalog.Rules = rules;
        return new CatalogIngestor(
            _catalog.Files, _catalog.Ingestor(), new LateFiles(_queue), new CommitVouching(_repositories, rules), [])
            .IngestAsync(request, Noon, Cancel);
    }
}
