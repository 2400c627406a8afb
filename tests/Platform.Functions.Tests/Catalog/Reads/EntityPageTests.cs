using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Platform.Functions.Tests.Catalog.Reads;

/// <summary>Entities that are asked for by what they are like.</summary>
public sealed class EntityPageTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    private const string ByQuery = "catalog/entities/by-query";
    private const string Named = "orderField=metadata.name,asc";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("filter=kind=component", "cart legacy shop")]
    [InlineData("filter=kind=component,metadata.tags=web", "shop")]
    [InlineData("filter=kind=api&filter=kind=resource", "db shop-api")]
    [InlineData("filter=metadata.tags", "cart shop")]
    [InlineData("filter=relations.dependencyOf=component:default/cart", "shop")]
    [InlineData("filter=SPEC.Lifecycle=DEPRECATED", "legacy")]
    [InlineData("fullTextFilterTerm=SHOP&fullTextFilterFields=metadata.name", "shop shop-api")]
    [InlineData("filter=kind=nothing", "")]
    [InlineData("limit=2&offset=1&filter=kind=component", "legacy shop")]
    public async Task A_query_gives_what_it_describes(string query, string names)
    {
        var page = await shop.GetAsync($"{ByQuery}?{Named}&{query}");

        Assert.Equal(names, string.Join(' ', Names(page["items"]!)));
    }

    [Fact]
    public async Task Pages_go_forth_and_back_by_their_cursors_and_know_how_many_there_are()
    {
        var first = await shop.GetAsync($"{ByQuery}?{Named}&limit=4");
        var second = await shop.GetAsync($"{ByQuery}?limit=4&cursor={first["pageInfo"]!["nextCursor"]}");
        var back = await shop.GetAsync($"{ByQuery}?limit=4&cursor={second["pageInfo"]!["prevCursor"]}");

        Assert.Equal("cart db legacy shop", string.Join(' ', Names(first["items"]!)));
        Assert.Equal("shop-api team-a", string.Join(' ', Names(second["items"]!)));
        Assert.Equal(Names(first["items"]!), Names(back["items"]!));
        Assert.All([first, second, back], page => Assert.Equal(6, (int)page["totalItems"]!));
        Assert.Null(second["pageInfo"]!["nextCursor"]);
        Assert.Null(first["pageInfo"]!["prevCursor"]);
    }

    [Fact]
    public async Task Only_the_fields_that_are_asked_for_are_there()
    {
        var page = await shop.GetAsync($"{ByQuery}?filter=metadata.name=shop&fields=metadata.name,spec.type");

        Assert.Equal("""[{"metadata":{"name":"shop"},"spec":{"type":"service"}}]""", page["items"]!.ToJsonString());
    }

    [Fact]
    public async Task A_list_is_bare_and_names_its_next_page_in_a_header()
    {
        var names = new List<string>();
        var path = "catalog/entities?filter=kind=component&order=desc:metadata.name&limit=2&fields=metadata.name";
        for (var pages = 1; ; pages++)
        {
            var answer = await shop.Host.Client.GetAsync(path, Cancel);
            names.AddRange(Names((await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!));
            if (!answer.Headers.TryGetValues("Link", out var links))
            {
                Assert.Equal(2, pages);
                break;
            }

            var link = Assert.Single(links);
            Assert.Matches("^</entities\\?.*after=.*>; rel=\"next\"$", link);
            path = $"catalog{link[1..link.IndexOf('>')]}";
        }

        Assert.Equal(["shop", "legacy", "cart"], names);
    }

    [Fact]
    public async Task Without_a_limit_a_list_is_whole() =>
        Assert.Equal(6, (await shop.GetAsync("catalog/entities")).AsArray().Count);

    [Fact]
    public async Task Facets_count_values_of_what_the_filter_leaves()
    {
        var facets = (await shop.GetAsync(
            "catalog/entity-facets?facet=metadata.tags&facet=spec.owner&facet=no.such&filter=kind=component"))["facets"]!;

        Assert.Equal("java 2, web 1", Counts(facets["metadata.tags"]!));
        Assert.Equal("team-a 3", Counts(facets["spec.owner"]!));
        Assert.Empty(facets["no.such"]!.AsArray());
    }

    [Theory]
    [InlineData(ByQuery + "?limit=many&offset=-1&orderField=name,up&filter==x", "filter limit offset orderField")]
    [InlineData(ByQuery + "?cursor=nonsense", "cursor")]
    [InlineData("catalog/entities?order=metadata.name&limit=x", "limit order")]
    [InlineData("catalog/entities?after=nonsense", "after")]
    [InlineData("catalog/entity-facets", "facet")]
    public async Task Everything_wrong_with_a_question_is_said_at_once(string path, string fields)
    {
        var answer = await shop.Host.Client.GetAsync(path, Cancel);
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["error"]!;

        Assert.Equal((HttpStatusCode.BadRequest, "InputError"), (answer.StatusCode, (string)error["name"]!));
        Assert.Equal(fields, string.Join(' ', error["errors"]!.AsArray()
            .Select(problem => ((string)problem!["field"]!).Split('[')[0]).Order(StringComparer.Ordinal)));
        Assert.All(error["errors"]!.AsArray(), problem => Assert.NotEmpty((string)problem!["expected"]!));
    }

    private static List<string> Names(JsonNode items) =>
        [.. items.AsArray().Select(item => (string)item!["metadata"]!["name"]!)];

    private static string Counts(JsonNode facet) =>
        string.Join(", ", facet.AsArray().Select(value => $"{value!["value"]} {value["count"]}"));
}
