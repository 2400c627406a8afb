using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>The catalog's reads, in Backstage's forms, over entities that carry a tag of their own.</summary>
[Covers(
    "CatalogEntities", "CatalogEntityByUid", "CatalogEntitiesByRefs", "CatalogEntitiesByQuery", "CatalogEntityFacets",
    "CatalogGraph", "CatalogQueryByPredicate", "CatalogFacetsByPredicate", "CatalogEntityAncestry",
    "CatalogEntityDelete", "CatalogEntityValidate")]
public sealed class CatalogReadTests(PlatformUnderTest platform) : IAsyncLifetime
{
    private const string Position = "Platform-Catalog-Position";

    private readonly string _tag = $"t{Guid.NewGuid():N}"[..12];

    private JsonNode _first = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Filter => $"filter=metadata.tags={_tag}";

    public async ValueTask InitializeAsync()
    {
        var message = new JsonObject
        {
            ["id"] = "reads",
            ["location"] = $"url:https://example.com/{_tag}/catalog-info.yaml",
            ["content"] = $"{Descriptor("a", $"component:{_tag}-b")}---\n{Descriptor("b", $"component:{_tag}-none")}",
        };
        await platform.SendAsync("catalog-ingest", message.ToJsonString(), QueueMessageEncoding.Base64);
        _first = await Eventually.FindAsync(
            async () =>
            {
                var page = await GetAsync($"catalog/entities/by-query?{Filter}&orderField=metadata.name,asc&limit=1");
                return (int)page["totalItems"]! == 2 ? page : null;
            },
            "both entities are in the catalog");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_query_is_paged_by_its_cursor()
    {
        var second = await GetAsync($"catalog/entities/by-query?limit=1&cursor={_first["pageInfo"]!["nextCursor"]}");

        Assert.Equal($"{_tag}-a", (string)_first["items"]![0]!["metadata"]!["name"]!);
        Assert.Equal($"{_tag}-b", (string)second["items"]![0]!["metadata"]!["name"]!);
        Assert.Equal(2, (int)second["totalItems"]!);
        Assert.Null(second["pageInfo"]!["nextCursor"]);
    }

    [Fact]
    public async Task A_list_is_bare_and_goes_on_by_its_header()
    {
        using var answer = await platform.Client.GetAsync($"catalog/entities?{Filter}&limit=1&fields=kind", Cancel);

        Assert.Equal("""[{"kind":"Component"}]""", (await answer.JsonAsync()).ToJsonString());
        Assert.Contains("rel=\"next\"", Assert.Single(answer.Headers.GetValues("Link")));
    }

    [Fact]
    public async Task An_entity_is_found_by_its_uid_and_not_sent_twice()
    {
        var path = $"catalog/entities/by-uid/{_first["items"]![0]!["metadata"]!["uid"]}";
        using var answer = await platform.Client.GetAsync(path, Cancel);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await platform.Client.SendAsync(again, Cancel);
        using var unknown = await platform.Client.GetAsync("catalog/entities/by-uid/none", Cancel);

        Assert.Equal($"{_tag}-a", (string)(await answer.JsonAsync())["metadata"]!["name"]!);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        await unknown.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "entity-not-found");
    }

    [Fact]
    public async Task References_are_answered_in_order()
    {
        var body = new JsonObject
        {
            ["entityRefs"] = new JsonArray($"component:{_tag}-none", $"Component:default/{_tag}-A"),
            ["fields"] = new JsonArray("metadata.name"),
        };
        using var answer = await platform.Client.PostAsync(
            "catalog/entities/by-refs", new StringContent(body.ToJsonString()), Cancel);
        using var wrong = await platform.Client.PostAsync("catalog/entities/by-refs", new StringContent("{}"), Cancel);

        Assert.Equal(
            $$$"""{"items":[null,{"metadata":{"name":"{{{_tag}}}-a"}}]}""", (await answer.JsonAsync()).ToJsonString());
        await wrong.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-missing");
    }

    [Fact]
    public async Task Facets_count_values()
    {
        var facets = await GetAsync($"catalog/entity-facets?facet=spec.type&{Filter}");
        using var wrong = await platform.Client.GetAsync("catalog/entity-facets", Cancel);

        Assert.Equal("""{"facets":{"spec.type":[{"value":"service","count":2}]}}""", facets.ToJsonString());
        await wrong.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "facet-format");
    }

    [Fact]
    public async Task A_predicate_chooses_and_counts()
    {
        const string pages = "catalog/entities/by-query";
        var query = new JsonObject { ["metadata.tags"] = new JsonObject { ["$contains"] = _tag } };
        var orderBy = new[] { new { field = "metadata.name", order = "desc" } };
        using var found = await platform.Client.PostAsJsonAsync(
            pages, new { query, orderBy, fields = new[] { "metadata.name" }, limit = 1 }, Cancel);
        var page = await found.JsonAsync();
        using var counted = await platform.Client.PostAsJsonAsync(
            "catalog/entity-facets", new { query, facets = new[] { "spec.type" } }, Cancel);
        using var wrong = await platform.Client.PostAsJsonAsync(pages, new { query = 1 }, Cancel);
        using var empty = await platform.Client.PostAsJsonAsync(
            "catalog/entity-facets", new { facets = Array.Empty<string>() }, Cancel);

        Assert.Equal($$$"""[{"metadata":{"name":"{{{_tag}}}-b"}}]""", page["items"]!.ToJsonString());
        Assert.Equal(2, (int)page["totalItems"]!);
        Assert.NotNull(page["pageInfo"]!["nextCursor"]);
        Assert.Equal(
            """{"facets":{"spec.type":[{"value":"service","count":2}]}}""", (await counted.JsonAsync()).ToJsonString());
        await wrong.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-type");
        await empty.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-format");
    }

    [Fact]
    public async Task What_came_by_a_message_has_nothing_above_it()
    {
        var ancestry = await GetAsync($"catalog/entities/by-name/component/default/{_tag}-a/ancestry");
        using var unknown = await platform.Client.GetAsync("catalog/entities/by-name/component/default/none/ancestry", Cancel);

        var item = Assert.Single(ancestry["items"]!.AsArray())!;
        Assert.Equal($"component:default/{_tag}-a", (string)ancestry["rootEntityRef"]!);
        Assert.Equal($"{_tag}-a", (string)item["entity"]!["metadata"]!["name"]!);
        Assert.Empty(item["parentEntityRefs"]!.AsArray());
        await unknown.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "entity-not-found");
    }

    [Fact]
    public async Task What_is_deleted_by_its_uid_is_gone_and_can_be_brought_back()
    {
        var name = $"catalog/entities/by-name/component/default/{_tag}-b";
        var uid = (string)(await GetAsync(name))["metadata"]!["uid"]!;
        using var deleted = await platform.Client.DeleteAsync($"catalog/entities/by-uid/{uid}", Cancel);
        using var gone = await platform.Client.GetAsync(name, Cancel);
        using var again = await platform.Client.DeleteAsync($"catalog/entities/by-uid/{uid}", Cancel);
        using var undone = await platform.Client.PostAsync($"catalog/removals/component/default/{_tag}-b/undo", null, Cancel);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (deleted.StatusCode, again.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Equal(uid, (string)(await GetAsync(name))["metadata"]!["uid"]!);
    }

    [Fact]
    public async Task An_entity_is_judged_as_Backstage_answers()
    {
        var entity = JsonNode.Parse($$"""
            {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "{{_tag}}"},
             "spec": {"type": "service", "lifecycle": "production", "owner": "a"}, "relations": []}
            """)!;
        using var fine = await JudgeAsync(entity, "url:https://example.com/a.yaml");
        entity["spec"] = new JsonObject();
        using var wrong = await JudgeAsync(entity, "url:https://example.com/a.yaml");
        using var nowhere = await JudgeAsync(entity, "file:/etc/passwd");

        Assert.Equal((HttpStatusCode.OK, string.Empty), (fine.StatusCode, await fine.Content.ReadAsStringAsync(Cancel)));
        var body = await wrong.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-missing");
        Assert.Equal(3, body["errors"]!.AsArray().Count);
        Assert.All(body["errors"]!.AsArray(), error => Assert.Equal("InputError", (string)error!["name"]!));
        await nowhere.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-format");
    }

    [Fact]
    public async Task The_graph_has_dangling_ends_and_both_directions()
    {
        var graph = await GetAsync($"catalog/graph?root=component:{_tag}-b&relations=dependsOn&depth=1");
        using var wrong = await platform.Client.GetAsync("catalog/graph?root=x", Cancel);

        Assert.Equal(
            [$"component:default/{_tag}-a True", $"component:default/{_tag}-b True", $"component:default/{_tag}-none False"],
            graph["nodes"]!.AsArray().Select(node => $"{node!["entityRef"]} {(bool)node["known"]!}")
                .Order(StringComparer.Ordinal));
        await wrong.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-format");
    }

    [Fact]
    public async Task What_an_answer_has_seen_its_caller_sees_again()
    {
        using var first = await platform.Client.GetAsync($"catalog/entities?{Filter}", Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"catalog/entities?{Filter}");
        request.Headers.Add(Position, first.Headers.GetValues(Position).Single());
        using var second = await platform.Client.SendAsync(request, Cancel);
        using var wrong = new HttpRequestMessage(HttpMethod.Get, "catalog/entities?limit=1");
        wrong.Headers.Add(Position, "x");
        using var refused = await platform.Client.SendAsync(wrong, Cancel);

        Assert.Equal(2, (await second.JsonAsync()).AsArray().Count);
        await refused.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "position-format");
    }

    private Task<HttpResponseMessage> JudgeAsync(JsonNode entity, string location) =>
        platform.Client.PostAsJsonAsync("catalog/validate-entity", new { entity, location }, Cancel);

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await platform.Client.GetAsync(path, Cancel);
        return await answer.JsonAsync();
    }

    private string Descriptor(string name, string dependency) => $"""
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: {"{"}name: {_tag}-{name}, tags: [{_tag}]{"}"}
        spec: {"{"}type: service, lifecycle: experimental, owner: team-a, dependsOn: ['{dependency}']{"}"}

        """;
}
