using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Catalog.Reads;

/// <summary>Entities that are asked for by who they are.</summary>
public sealed class EntityReadTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    private const string Shop = "catalog/entities/by-name/component/default/shop";

    private readonly PlatformHost _host = shop.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entity_has_its_relations_seen_from_both_ends()
    {
        var entity = await shop.GetAsync(Shop);

        Assert.Equal(
            [
                "dependencyOf component:default/cart", "dependsOn resource:default/db", "ownedBy group:default/team-a",
                "providesApi api:default/shop-api",
            ],
            Relations(entity));
        Assert.Equal("Sells \"thïngs\" <b>", (string)entity["metadata"]!["description"]!);
    }

    [Fact]
    public async Task A_relation_to_what_nobody_describes_is_kept() => Assert.Contains(
        "dependsOn component:default/missing", Relations(await shop.GetAsync("catalog/entities/by-name/COMPONENT/Default/CART")));

    [Fact]
    public async Task By_uid_and_by_name_are_the_same_entity()
    {
        var named = await shop.GetAsync(Shop);
        var found = await shop.GetAsync($"catalog/entities/by-uid/{named["metadata"]!["uid"]}");

        Assert.Equal(named.ToJsonString(), found.ToJsonString());
    }

    [Theory]
    [InlineData("catalog/entities/by-name/component/default/nobody")]
    [InlineData("catalog/entities/by-uid/nobody")]
    public async Task What_is_not_there_is_answered_as_Backstage_does(string path)
    {
        var answer = await _host.Client.GetAsync(path, Cancel);
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["error"]!;

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(("NotFoundError", "entity-not-found"), ((string)error["name"]!, (string)error["code"]!));
    }

    [Fact]
    public async Task Whoever_has_the_answer_already_is_told_so()
    {
        var first = await _host.Client.GetAsync(Shop, Cancel);
        using var again = new HttpRequestMessage(HttpMethod.Get, Shop);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await _host.Client.SendAsync(again, Cancel);
        using var other = new HttpRequestMessage(HttpMethod.Get, Shop);
        other.Headers.TryAddWithoutValidation("If-None-Match", "\"x\", W/\"y\"");

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, (await _host.Client.SendAsync(other, Cancel)).StatusCode);
    }

    [Fact]
    public async Task References_are_answered_in_their_order_with_nothing_for_unknown_ones()
    {
        var answer = await PostAsync("catalog/entities/by-refs", """
            {"entityRefs": ["resource:db", "component:default/nobody", "not a ref", "Component:Default/SHOP", "resource:db"],
             "fields": ["kind", "metadata.name"]}
            """);

        Assert.Equal(
            """[{"kind":"Resource","metadata":{"name":"db"}},null,null,"""
            + """{"kind":"Component","metadata":{"name":"shop"}},{"kind":"Resource","metadata":{"name":"db"}}]""",
            answer["items"]!.ToJsonString());
    }

    [Fact]
    public async Task References_that_the_filter_refuses_are_not_there()
    {
        var answer = await PostAsync(
            "catalog/entities/by-refs?filter=kind=resource", """{"entityRefs": ["component:shop", "resource:db"]}""");

        Assert.Null(answer["items"]![0]);
        Assert.Equal("db", (string)answer["items"]![1]!["metadata"]!["name"]!);
    }

    [Fact]
    public async Task What_is_wrong_with_references_is_said_at_once()
    {
        var answer = await _host.Client.PostAsync(
            "catalog/entities/by-refs?filter==", new StringContent("""{"entityRefs": "x", "fields": [1]}"""), Cancel);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            ["entityRefs", "fields[0]", "filter"],
            body["error"]!["errors"]!.AsArray().Select(error => (string)error!["field"]!));
    }

    private static IEnumerable<string> Relations(JsonNode entity) => entity["relations"]!.AsArray()
        .Select(relation => $"{relation!["type"]} {relation["targetRef"]}").Order(StringComparer.Ordinal);

    private async Task<JsonNode> PostAsync(string path, string body)
    {
        var answer = await _host.Client.PostAsync(path, new StringContent(body), Cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
    }
}
