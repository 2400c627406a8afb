using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Platform.Functions.Tests.Catalog.Reads;

/// <summary>What is around an entity.</summary>
public sealed class GraphReadTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("root=component:shop&direction=outgoing&depth=1", "shop db shop-api team-a")]
    [InlineData("root=component:shop&direction=incoming&depth=1", "shop cart")]
    [InlineData("root=component:shop&direction=outgoing&relations=dependsOn", "shop db")]
    [InlineData("root=component:shop&direction=outgoing&relations=DEPENDENCYOF,providesApi&depth=1", "shop db shop-api")]
    [InlineData("root=component:shop&depth=0", "shop")]
    [InlineData("root=component:missing&direction=incoming&depth=1", "missing cart")]
    public async Task The_graph_shows_what_is_within_reach(string query, string names)
    {
        var graph = await shop.GetAsync($"catalog/graph?{query}");

        Assert.Equal(names, string.Join(' ', graph["nodes"]!.AsArray()
            .OrderBy(node => (int)node!["distance"]!).ThenBy(Name, StringComparer.Ordinal).Select(Name)));
    }

    [Fact]
    public async Task Impact_tells_who_breaks_with_the_database()
    {
        var graph = await shop.GetAsync("catalog/graph?root=resource:default/db&direction=impact&depth=5");

        Assert.Contains("shop", graph["nodes"]!.AsArray().Select(Name));
        Assert.Contains("cart", graph["nodes"]!.AsArray().Select(Name));
        Assert.DoesNotContain("team-a", graph["nodes"]!.AsArray().Select(Name));
    }

    [Fact]
    public async Task What_nobody_describes_is_shown_as_unknown()
    {
        var graph = await shop.GetAsync("catalog/graph?root=component:cart&direction=outgoing&depth=1");

        var missing = graph["nodes"]!.AsArray().Single(node => Name(node) == "missing")!;
        Assert.False((bool)missing["known"]!);
    }

    [Fact]
    public async Task A_graph_beyond_the_limit_says_that_there_is_more()
    {
        var graph = await shop.GetAsync("catalog/graph?root=group:team-a&limit=2");

        Assert.Equal((2, true), (graph["nodes"]!.AsArray().Count, (bool)graph["truncated"]!));
    }

    [Fact]
    public async Task Mermaid_is_text()
    {
        var answer = await shop.Host.Client.GetAsync("catalog/graph?root=component:cart&format=mermaid", Cancel);

        Assert.Equal("text/vnd.mermaid", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("flowchart LR\n", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Of_what_nobody_knows_there_is_no_graph()
    {
        var answer = await shop.Host.Client.GetAsync("catalog/graph?root=component:nobody", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Everything_wrong_with_a_question_is_said_at_once()
    {
        var answer = await shop.Host.Client.GetAsync(
            "catalog/graph?root=shop&depth=11&direction=up&relations=likes&format=png&limit=0&rot=x&depth=1", Cancel);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["error"]!["errors"]!.AsArray();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            ["depth", "depth", "direction", "format", "limit", "relations", "root", "rot"],
            errors.Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal));
    }

    private static string Name(JsonNode? node) => ((string)node!["entityRef"]!).Split('/')[1];
}
