using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog;

/// <summary>Registered locations over HTTP, against the forge, by the rules that hold when nobody sets any.</summary>
public sealed class LocationSliceTests(LocationSliceTests.Fixture fixture) : IClassFixture<LocationSliceTests.Fixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"l{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registered_location_is_in_the_catalog_when_the_call_returns()
    {
        using var forge = await ForgeAsync();
        await forge.CommitFileAsync(_name, "all.yaml", Location("./a/*.yaml"));
        await forge.CommitFileAsync(_name, "a/one.yaml", new EntityBuilder().Named($"{_name}-one").Text());
        await forge.CommitFileAsync(_name, "a/two.yaml", new EntityBuilder().Named($"{_name}-two").Text());
        var target = Page(forge, "all.yaml");

        var (status, answer, headers) = await PostAsync("catalog/locations", new { type = "url", target });

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(("url", target), ((string)answer["location"]!["type"]!, (string)answer["location"]!["target"]!));
        var operation = await EndedAsync(headers["Platform-Catalog-Operation"]);
        Assert.Equal(("succeeded", 4), ((string)operation["state"]!, (int)operation["result"]!["stored"]!));
        var one = await _host.EntityAsync("component", $"{_name}-one", Cancel);
        var annotations = one["metadata"]!["annotations"]!;
        Assert.Equal($"url:{Page(forge, "a/one.yaml")}", (string)annotations["backstage.io/managed-by-location"]!);
        Assert.Equal($"url:{target}", (string)annotations["backstage.io/managed-by-origin-location"]!);
        var id = (string)answer["location"]!["id"]!;
        var found = await GetAsync($"catalog/locations/by-entity/component/default/{_name}-one");
        Assert.Equal(id, (string)found["id"]!);
        Assert.Equal(target, (string)(await GetAsync($"catalog/locations/{id}"))["target"]!);
        Assert.Contains(
            (await GetAsync("catalog/locations")).AsArray(), listed => (string)listed!["data"]!["id"]! == id);
    }

    [Fact]
    public async Task A_location_is_registered_once_and_let_go_with_what_only_it_brought()
    {
        using var forge = await ForgeAsync();
        await forge.CommitFileAsync(_name, "a.yaml", new EntityBuilder().Named(_name).Text());
        var body = new { type = "url", target = Page(forge, "a.yaml") };
        var id = (string)(await PostAsync("catalog/locations", body)).Answer["location"]!["id"]!;

        var (status, answer, _) = await PostAsync("catalog/locations", body);
        Assert.Equal((HttpStatusCode.Conflict, "location-exists"), (status, (string)answer["error"]!["code"]!));
        await _host.EntityAsync("component", _name, Cancel);

        using var deleted = await _host.Client.DeleteAsync($"catalog/locations/{id}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await EndedAsync(deleted.Headers.GetValues("Platform-Catalog-Operation").Single());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"catalog/entities/by-name/component/default/{_name}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"catalog/locations/{id}"));
        using var again = await _host.Client.DeleteAsync($"catalog/locations/{id}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_writes_nothing()
    {
        using var forge = await ForgeAsync();
        await forge.CommitFileAsync(_name, "a.yaml", new EntityBuilder().Named(_name).Text());
        var body = new { type = "url", target = Page(forge, "a.yaml") };

        var (status, answer, _) = await PostAsync("catalog/locations?dryRun=true", body);

        Assert.Equal((HttpStatusCode.Created, false), (status, (bool)answer["exists"]!));
        Assert.Equal(
            [("Location", "default"), ("Component", "default")],
            answer["entities"]!.AsArray().Select(entity =>
                ((string)entity!["kind"]!, (string)entity["metadata"]!["namespace"]!)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"catalog/entities/by-name/component/default/{_name}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"catalog/locations/{(string)answer["location"]!["id"]!}"));
    }

    [Fact]
    public async Task A_dry_run_tells_everything_that_is_wrong()
    {
        using var forge = await ForgeAsync();
        await forge.CommitFileAsync(
            _name, "all.yaml",
            Location("./none/*.yaml") + "---\n" + new EntityBuilder().Named("bad name").Text()
            + "\n---\n" + new EntityBuilder().Named(_name).With("kind", "User").With(
                "spec", new JsonObject { ["memberOf"] = new JsonArray("admins") }).Text()
            + "\n---\n" + new EntityBuilder().Named(_name).Text());

        var (status, answer, _) = await PostAsync(
            "catalog/locations?dryRun=true", new { type = "url", target = Page(forge, "all.yaml") });

        Assert.Equal((HttpStatusCode.BadRequest, "InputError"), (status, (string)answer["error"]!["name"]!));
        Assert.Equal(
            [("entity-kind-not-allowed", "kind", 8), ("field-format", "metadata.name", 6),
                ("location-no-match", "spec.target", 4)],
            answer["error"]!["errors"]!.AsArray().Select(problem =>
                ((string)problem!["code"]!, (string)problem["field"]!, (int)problem["place"]!["line"]!)).Order());
        Assert.Contains(answer["entities"]!.AsArray(), entity => (string)entity!["metadata"]!["name"]! == _name);
    }

    [Theory]
    [InlineData("file", "/etc/passwd", "type", "field-format")]
    [InlineData("url", "file:///etc/passwd", "target", "location-target")]
    [InlineData("url", "https://example.com/a.yaml", "target", "location-host-not-allowed")]
    [InlineData("url", "", "target", "field-format")]
    public async Task What_can_not_be_a_location_is_refused(string type, string target, string field, string code)
    {
        var (status, answer, _) = await PostAsync("catalog/locations", new { type, target });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(
            answer["error"]!["errors"]!.AsArray(),
            problem => (string?)problem!["field"] == field && (string)problem["code"]! == code);
    }

    [Fact]
    public async Task A_refresh_reads_the_source_again_and_says_what_came_of_it()
    {
        using var forge = await ForgeAsync();
        await forge.CommitFileAsync(_name, "a.yaml", new EntityBuilder().Named(_name).Text());
        await PostAsync("catalog/locations", new { type = "url", target = Page(forge, "a.yaml") });
        await forge.CommitFileAsync(_name, "a.yaml", new EntityBuilder().Named(_name).With("metadata.title", "new").Text());

        var (status, answer, _) = await PostAsync("catalog/refresh", new { entityRef = $"component:default/{_name}" });

        Assert.Equal(HttpStatusCode.OK, status);
        var operation = await EndedAsync((string)answer["operation"]!["id"]!);
        Assert.Equal(("succeeded", 1), ((string)operation["state"]!, (int)operation["result"]!["stored"]!));
        Assert.Equal("new", (string)(await _host.EntityAsync("component", _name, Cancel))["metadata"]!["title"]!);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await PostAsync("catalog/refresh", new { entityRef = $"component:default/{_name}-none" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("catalog/refresh", new { entityRef = 1 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("catalog/operations/none"));
    }

    [Fact]
    public async Task A_push_to_a_file_that_only_a_glob_names_is_in_the_catalog_soon_after()
    {
        using var forge = await ForgeAsync();
        await forge.AddHookAsync(_name, _host);
        await forge.CommitFileAsync(_name, "a/one.yml", new EntityBuilder().Named($"{_name}-one").Text());
        await PostAsync("catalog/locations", new { type = "url", target = Page(forge, "a/*.yml") });

        await forge.CommitFileAsync(_name, "a/two.yml", new EntityBuilder().Named($"{_name}-two").Text());

        await _host.EntityAsync("component", $"{_name}-two", Cancel);
    }

    [Fact]
    public async Task A_repository_can_not_add_itself_to_a_group()
    {
        using var forge = await ForgeAsync();
        await forge.AddHookAsync(_name, _host);
        var group = new EntityBuilder().Named($"{_name}-admins").With("kind", "Group").With(
            "spec", new JsonObject { ["type"] = "team", ["children"] = new JsonArray(), ["members"] = new JsonArray("mallory") });

        await forge.CommitFileAsync(
            _name, "catalog-info.yaml", new EntityBuilder().Named(_name).With("spec.memberOf", new JsonArray("admins")).Text()
                + "\n---\n" + group.Text());

        var location = (string)(await _host.EntityAsync("component", _name, Cancel))["metadata"]!["annotations"]![
            "backstage.io/managed-by-location"]!;
        JsonNode report = new JsonObject();
        await Eventually.HoldsAsync(
            async () =>
            {
                report = await GetAsync($"catalog/problems?location={Uri.EscapeDataString(location)}");
                return (int)report["total"]! == 1;
            },
            Cancel);
        Assert.Equal("entity-kind-not-allowed", (string)report["problems"]![0]!["code"]!);
        Assert.Equal(
            HttpStatusCode.NotFound, await StatusAsync($"catalog/entities/by-name/group/default/{_name}-admins"));
    }

    [Fact]
    public async Task Readers_may_look_and_registrars_may_register()
    {
        using var reader = await _host.ClientWithAsync(Role.Reader);
        using var registrar = await _host.ClientWithAsync(Role.Registrar);
        var body = new { type = "url", target = "file:x" };

        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("catalog/locations", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("catalog/locations", body, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await registrar.PostAsJsonAsync("catalog/locations", body, Cancel)).StatusCode);
    }

    private static string Location(string target) =>
        "apiVersion: backstage.io/v1alpha1\nkind: Location\n"
        + $"metadata: {{ name: all-{Guid.NewGuid():N} }}\nspec: {{ target: {target} }}\n";

    private string Page(ForgeDriver forge, string path) => $"{forge.Url}{_host.Organization}/{_name}/blob/main/{path}";

    private async Task<ForgeDriver> ForgeAsync()
    {
        var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        return forge;
    }

    private async Task<JsonNode> EndedAsync(string id)
    {
        JsonNode operation = new JsonObject();
        await Eventually.HoldsAsync(
            async () => (string)(operation = await GetAsync($"catalog/operations/{id}"))["state"]! != "queued", Cancel);
        return operation;
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer, IReadOnlyDictionary<string, string> Headers)> PostAsync<T>(
        string path, T body)
    {
        using var answer = await _host.Client.PostAsJsonAsync(path, body, Cancel);
        return (
            answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!,
            answer.Headers.ToDictionary(header => header.Key, header => header.Value.First()));
    }

    private async Task<JsonNode> GetAsync(string path) => (await _host.Client.GetFromJsonAsync<JsonNode>(path, Cancel))!;

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _host.Client.GetAsync(path, Cancel);
        return answer.StatusCode;
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public PlatformHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Host = await PlatformHost.StartAsync(settings => settings["CatalogRules"] = string.Empty);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
