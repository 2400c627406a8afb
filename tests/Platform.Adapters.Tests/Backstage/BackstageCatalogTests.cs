using Platform.Adapters.Backstage;
using Platform.Adapters.Web;
using Platform.Core.Catalog.Backstage;
using Platform.TestKit.Backstage;
using Platform.TestKit.Catalog;

namespace Platform.Adapters.Tests.Backstage;

/// <summary>A Backstage that answers, and one that does not.</summary>
public sealed class BackstageCatalogTests : IAsyncLifetime
{
    private static readonly HttpPatience Quick = new(3, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20));

    private BackstageDouble _backstage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _backstage = await BackstageDouble.StartAsync();
        for (var i = 0; i < 25; i++)
        {
            _backstage.Entities.AddText(new EntityBuilder().Named($"c{i}").Text(), "url:https://github.com/a/b/blob/main/c.yaml");
        }
    }

    public ValueTask DisposeAsync() => _backstage.DisposeAsync();

    [Theory]
    [InlineData(10, 3)]
    [InlineData(25, 1)]
    [InlineData(1, 25)]
    public async Task All_entities_come_page_by_page_and_once(int pageSize, int pages)
    {
        var (entities, failure) = await ReadAsync(pageSize);

        Assert.Null(failure);
        Assert.Equal(
            Enumerable.Range(0, 25).Select(i => $"component:default/c{i}").Order(StringComparer.Ordinal),
            entities.Order(StringComparer.Ordinal));
        Assert.Equal(pages, _backstage.Requests.Count);
        Assert.All(_backstage.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task A_Backstage_with_nothing_in_it_has_a_complete_listing()
    {
        await using var empty = await BackstageDouble.StartAsync();

        var (entities, failure) = await ReadAsync(10, empty);

        Assert.Null(failure);
        Assert.Empty(entities);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(BackstageFault.HalfBody)]
    public async Task What_passes_is_tried_again(int fault)
    {
        _backstage.Add(new(fault, RetryAfter: 0, Skip: 1) { Times = 2 });

        var (entities, failure) = await ReadAsync(10);

        Assert.Null(failure);
        Assert.Equal(25, entities.Count);
    }

    [Theory]
    [InlineData(503, BackstageProblems.Unavailable)]
    [InlineData(429, BackstageProblems.Unavailable)]
    [InlineData(403, BackstageProblems.Forbidden)]
    [InlineData(404, BackstageProblems.NotThere)]
    [InlineData(418, BackstageProblems.Unexpected)]
    [InlineData(BackstageFault.HalfBody, BackstageProblems.Unavailable)]
    [InlineData(BackstageFault.EarlyEnd, BackstageProblems.Incomplete)]
    [InlineData(BackstageFault.PageForPeople, BackstageProblems.NotThere)]
    [InlineData(BackstageFault.Circle, BackstageProblems.Incomplete)]
    public async Task An_outage_in_the_middle_is_no_end_of_the_listing(int fault, string code)
    {
        _backstage.Add(new(fault, Skip: 1) { Times = 100 });

        var (_, failure) = await ReadAsync(10);

        Assert.Equal(code, failure);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task A_token_that_is_missing_or_refused_is_told_with_what_to_do(string? token)
    {
        using var http = new PatientHttp(Quick, TimeProvider.System);
        var catalog = new BackstageCatalog(RootOf(_backstage), token, http);

        var page = await catalog.ReadAsync(Cancel).SingleAsync(Cancel);

        Assert.Equal(BackstageProblems.Unauthorized, page.Problems.Single().Code);
        Assert.Contains("backend.auth.externalAccess", page.Problems.Single().Message);
        Assert.DoesNotContain("wrong", page.Problems.Single().Message);
    }

    [Fact]
    public async Task A_host_that_nobody_answers_at_is_unavailable()
    {
        using var http = new PatientHttp(Quick, TimeProvider.System);
        var catalog = new BackstageCatalog(new Uri("http://127.0.0.1:1/api/catalog/"), "x", http);

        var page = await catalog.ReadAsync(Cancel).SingleAsync(Cancel);

        Assert.Equal(BackstageProblems.Unavailable, page.Problems.Single().Code);
    }

    [Fact]
    public async Task An_entity_that_changes_its_place_while_pages_are_turned_comes_once()
    {
        _backstage.Add(new(BackstageFault.Twice, Skip: 1));

        var (entities, failure) = await ReadAsync(10);

        Assert.Null(failure);
        Assert.Equal(25, entities.Count);
    }

    [Theory]
    [InlineData("https://backstage.example.com", "https://backstage.example.com/api/catalog/")]
    [InlineData("https://backstage.example.com/", "https://backstage.example.com/api/catalog/")]
    [InlineData("http://localhost:7007/api/catalog", "http://localhost:7007/api/catalog/")]
    [InlineData("https://example.com/tools/backstage/api/catalog/", "https://example.com/tools/backstage/api/catalog/")]
    [InlineData("https://user:secret@example.com", null)]
    [InlineData("https://example.com/?x=1", null)]
    [InlineData("ftp://example.com", null)]
    [InlineData("app-config.yaml", null)]
    public void An_address_may_be_written_with_and_without_the_api_s_path(string written, string? root)
    {
        Assert.Equal(root is not null, BackstageAddress.TryParse(written, out var parsed));
        Assert.Equal(root, parsed?.AbsoluteUri);
    }

    private async Task<(IReadOnlyList<string> Entities, string? Failure)> ReadAsync(int pageSize, BackstageDouble? other = null)
    {
        using var http = new PatientHttp(Quick, TimeProvider.System);
        var catalog = new BackstageCatalog(RootOf(other ?? _backstage), BackstageDouble.Token, http, pageSize);
        var entities = new List<string>();
        await foreach (var page in catalog.ReadAsync(Cancel))
        {
            if (!page.IsOk)
            {
                return (entities, page.Problems.Single().Code);
            }

            entities.AddRange(page.Value.Entities.Select(entity => entity.Ref!.Canonical));
        }

        return (entities, null);
    }

    private static Uri RootOf(BackstageDouble backstage) =>
        BackstageAddress.TryParse(backstage.Url, out var root) ? root : throw new InvalidOperationException(backstage.Url);
}
