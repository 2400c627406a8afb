using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>Kinds that Backstage does not have.</summary>
[Covers("CatalogKindsList", "CatalogKindsGet", "CatalogKindsPut", "CatalogKindsDelete")]
public sealed class KindTests(PlatformUnderTest platform)
{
    private readonly string _kind = $"K{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => $"catalog/kinds/{_kind}";

    [Fact]
    public async Task A_kind_is_registered_shown_replaced_and_taken_back()
    {
        using var made = await PutAsync("""{"apiVersions": ["acme.com/v1"], "schema": {"type": "object"}}""");
        using var replaced = await PutAsync("""{"apiVersions": ["acme.com/v2"], "schema": {"required": ["spec"]}}""");
        using var shown = await platform.Client.GetAsync(Path.ToLowerInvariant(), Cancel);
        using var listed = await platform.Client.GetAsync("catalog/kinds", Cancel);
        using var deleted = await platform.Client.DeleteAsync(Path, Cancel);
        using var gone = await platform.Client.GetAsync(Path, Cancel);

        Assert.NotEmpty((string)(await made.JsonAsync(HttpStatusCode.Created))["effect"]!);
        await replaced.JsonAsync();
        var kind = await shown.JsonAsync();
        Assert.Equal(
            (_kind, "registered", "acme.com/v2", """{"required":["spec"]}"""),
            ((string)kind["kind"]!, (string)kind["standing"]!, (string)kind["apiVersions"]![0]!,
                kind["schema"]!.ToJsonString()));
        var kinds = (await listed.JsonAsync())["items"]!.AsArray().Select(item => (string)item!["kind"]!);
        Assert.Contains(_kind, kinds);
        Assert.Contains("Component", kinds);
        Assert.NotEmpty((string)(await deleted.JsonAsync())["effect"]!);
        await gone.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "kind-not-found");
    }

    [Fact]
    public async Task A_schema_that_is_none_is_refused_with_every_place()
    {
        using var answer = await PutAsync(
            """{"apiVersions": ["v1"], "schema": {"properties": {"spec": {"type": "text"}}, "required": "spec"}}""");

        var body = await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "schema-enum");
        Assert.Equal(
            ["schema.properties.spec.type", "schema.required"],
            body["error"]!["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Backstages_own_kinds_stay_its_own()
    {
        using var answer = await platform.Client.PutAsJsonAsync(
            "catalog/kinds/component", new { apiVersions = new[] { "v1" }, schema = new { } }, Cancel);
        using var deleted = await platform.Client.DeleteAsync("catalog/kinds/component", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "kind-built-in");
        await deleted.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "kind-not-found");
    }

    private Task<HttpResponseMessage> PutAsync(string body) =>
        platform.Client.PutAsJsonAsync(Path, JsonNode.Parse(body), Cancel);
}
