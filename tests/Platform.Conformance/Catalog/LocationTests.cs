using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>Locations are registered, looked up and let go as Backstage's clients do it.</summary>
[Covers(
    "CatalogLocationsRegister", "CatalogLocationsList", "CatalogLocationsGet", "CatalogLocationsDelete",
    "CatalogLocationByEntity", "CatalogLocationsByQuery", "CatalogLocationsReplace",
    "CatalogLocationAnalyze", "CatalogRefresh", "CatalogOperation", "CatalogRefreshQueue", "CatalogRefreshQueuePoison")]
public sealed class LocationTests(PlatformUnderTest platform)
{
    private readonly string _name = $"l{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_location_is_tried_registered_found_refreshed_and_let_go()
    {
        using var sourceControl = platform.SourceControl();
        await sourceControl.CreateAsync(_name, "Has a descriptor", Cancel);
        await Eventually.FindAsync(
            () => sourceControl.FindAsync(_name, "/git/ref/heads/main", Cancel), $"{_name} has its first commit");
        await sourceControl.WriteAsync(_name, "catalog-info.yaml", Descriptor("first"), Cancel);
        var html = (string)(await sourceControl.FindAsync(_name, string.Empty, Cancel))!["html_url"]!;
        var body = new { type = "url", target = $"{html}/blob/main/catalog-info.yaml" };

        var analyzed = await PostAsync(
            "catalog/analyze-location", new { location = new { type = "url", target = html } }, HttpStatusCode.OK);
        var file = Assert.Single(analyzed["existingEntityFiles"]!.AsArray())!;
        Assert.Equal((false, body.target), ((bool)file["isRegistered"]!, (string)file["location"]!["target"]!));
        Assert.Equal(_name, (string)file["entity"]!["metadata"]!["name"]!);
        Assert.Empty(analyzed["generateEntities"]!.AsArray());

        var tried = await PostAsync("catalog/locations?dryRun=true", body, HttpStatusCode.Created);
        Assert.Equal((false, 2), ((bool)tried["exists"]!, tried["entities"]!.AsArray().Count));

        var registered = await PostAsync("catalog/locations", body, HttpStatusCode.Created);
        var id = (string)registered["location"]!["id"]!;
        Assert.Equal("succeeded", (string)(await EndedAsync((string)registered["operation"]!["id"]!))["state"]!);
        Assert.Equal("first", (string)(await EntityAsync("first"))["metadata"]!["description"]!);
        await PostAsync("catalog/locations", body, HttpStatusCode.Conflict);
        Assert.Contains(
            (await GetAsync("catalog/locations")).AsArray(), listed => (string)listed!["data"]!["id"]! == id);
        Assert.Equal(body.target, (string)(await GetAsync($"catalog/locations/{id}"))["target"]!);
        Assert.Equal(id, (string)(await GetAsync($"catalog/locations/by-entity/component/default/{_name}"))["id"]!);

        var queried = await PostAsync(
            "catalog/locations/by-query", new { query = new { target = body.target.ToUpperInvariant() } }, HttpStatusCode.OK);
        Assert.Equal((1, id), ((int)queried["totalItems"]!, (string)Assert.Single(queried["items"]!.AsArray())!["id"]!));
        var twice = await PostAsync("catalog/locations?onConflict=refresh", body, HttpStatusCode.Created);
        await EndedAsync((string)twice["operation"]!["id"]!);
        await PostAsync("catalog/locations?onConflict=replace", body, HttpStatusCode.BadRequest);

        await sourceControl.WriteAsync(_name, "catalog-info.yaml", Descriptor("second"), Cancel);
        var refreshed = await PostAsync("catalog/refresh", new { entityRef = $"component:default/{_name}" }, HttpStatusCode.OK);
        await EndedAsync((string)refreshed["operation"]!["id"]!);
        await EntityAsync("second");

        await sourceControl.WriteAsync(_name, "other.yaml", Descriptor("third").Replace(_name, $"{_name}-3"), Cancel);
        using var replaced = await platform.Client.PutAsJsonAsync(
            $"catalog/locations/{id}", new { body.type, target = $"{html}/blob/main/other.yaml" }, Cancel);
        id = (string)(await replaced.JsonAsync())["id"]!;
        await EndedAsync(replaced.Headers.GetValues("Platform-Catalog-Operation").Single());
        using var deleted = await platform.Client.DeleteAsync($"catalog/locations/{id}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await EndedAsync(deleted.Headers.GetValues("Platform-Catalog-Operation").Single());
        using var gone = await platform.Client.GetAsync($"catalog/locations/{id}", Cancel);
        await gone.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "location-not-found");
        using var late = await platform.Client.PutAsJsonAsync($"catalog/locations/{id}", body, Cancel);
        await late.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "location-not-found");
    }

    [Fact]
    public async Task What_can_not_be_a_location_is_told_at_once()
    {
        using var answer = await platform.Client.PostAsJsonAsync(
            "catalog/locations", new { type = "file", target = "/etc/passwd", more = 1 }, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-unknown");
        using var elsewhere = await platform.Client.PostAsJsonAsync(
            "catalog/analyze-location", new { location = new { type = "url", target = "https://example.com/a/b" } }, Cancel);
        await elsewhere.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-format");
    }

    [Fact]
    public async Task A_message_has_an_entity_read_again()
    {
        await platform.SendAsync(
            "catalog-refresh", new JsonObject { ["id"] = _name, ["entityRef"] = $"component:default/{_name}" }.ToJsonString());

        using var answer = await platform.Client.GetAsync($"catalog/operations/{_name}", Cancel);
        await answer.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "operation-not-found");
    }

    private string Descriptor(string description) => $"""
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: {_name}
          description: {description}
        spec:
          type: service
          lifecycle: experimental
          owner: team-a

        """;

    private Task<JsonNode> EntityAsync(string description) => Eventually.FindAsync(
        async () =>
        {
            using var answer = await platform.Client.GetAsync($"catalog/entities/by-name/component/default/{_name}", Cancel);
            var entity = answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.JsonAsync();
            return (string?)entity?["metadata"]!["description"] == description ? entity : null;
        },
        $"component:default/{_name} is '{description}'");

    private Task<JsonNode> EndedAsync(string operation) => Eventually.FindAsync(
        async () => await GetAsync($"catalog/operations/{operation}") is var found
            && (string)found["state"]! != "queued" ? found : null,
        $"{operation} has ended");

    private async Task<JsonNode> PostAsync<T>(string path, T body, HttpStatusCode expected)
    {
        using var answer = await platform.Client.PostAsJsonAsync(path, body, Cancel);
        return await answer.JsonAsync(expected);
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await platform.Client.GetAsync(path, Cancel);
        return await answer.JsonAsync();
    }
}
