using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog;

/// <summary>What a kind's schema does to entities of that kind, as the answers that change it say.</summary>
public sealed class KindTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"k{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Kind => $"Kind{_name}";

    private string Location => $"url:https://x/{_name}";

    [Fact]
    public async Task An_entity_of_a_kind_without_a_schema_says_so_until_the_kind_has_one()
    {
        await IngestAsync("spec: {size: 1}");
        var foreign = await EntityWhereAsync(entity => (int)entity["spec"]!["size"]! == 1);
        await RegisterAsync();
        var untouched = await _host.EntityAsync(Kind, _name, Cancel);
        await IngestAsync("spec: {size: 2}");
        var judged = await EntityWhereAsync(entity => (int)entity["spec"]!["size"]! == 2);

        Assert.Equal("platform.functions/foreign-kind", (string)foreign["status"]!["items"]![0]!["type"]!);
        Assert.Equal("platform.functions/foreign-kind", (string)untouched["status"]!["items"]![0]!["type"]!);
        Assert.Null(judged["status"]);
    }

    [Fact]
    public async Task An_entity_that_the_schema_refuses_stays_as_it_was_and_its_problem_is_shown()
    {
        await IngestAsync("spec: {size: 1}");
        await EntityWhereAsync(entity => (int)entity["spec"]!["size"]! == 1);
        await RegisterAsync();
        await IngestAsync("spec: {size: large}");

        JsonNode report = new JsonObject();
        await Eventually.HoldsAsync(
            async () =>
            {
                report = (await _host.Client.GetFromJsonAsync<JsonNode>($"catalog/problems?location={Location}", Cancel))!;
                return (int)report["total"]! > 0;
            },
            Cancel);

        Assert.Equal(("schema-type", "spec.size"), (
            (string)report["problems"]![0]!["code"]!, (string)report["problems"]![0]!["field"]!));
        Assert.Equal(1, (int)(await _host.EntityAsync(Kind, _name, Cancel))["spec"]!["size"]!);
    }

    [Fact]
    public async Task Without_its_schema_the_kind_is_foreign_again()
    {
        await RegisterAsync();
        await IngestAsync("spec: {size: 1}");
        await EntityWhereAsync(entity => entity["status"] is null);
        (await _host.Client.DeleteAsync($"catalog/kinds/{Kind}", Cancel)).EnsureSuccessStatusCode();
        await IngestAsync("spec: {size: large}");

        var entity = await EntityWhereAsync(entity => entity["spec"]!["size"]!.ToString() == "large");

        Assert.Equal("platform.functions/foreign-kind", (string)entity["status"]!["items"]![0]!["type"]!);
    }

    private async Task RegisterAsync()
    {
        var body = JsonNode.Parse(
            """{"apiVersions":["acme.com/v1"],"schema":{"properties":{"spec":{"properties":{"size":{"type":"integer"}}}}}}""");
        (await _host.Client.PutAsJsonAsync($"catalog/kinds/{Kind}", body, Cancel)).EnsureSuccessStatusCode();
    }

    private Task IngestAsync(string spec) => _host.SendAsync("catalog-ingest", Encoding.UTF8.GetBytes(PlatformJson.Serialize(
        new CatalogIngestRequest(
            "test", Location: Location,
            Content: $"apiVersion: acme.com/v1\nkind: {Kind}\nmetadata: {{name: {_name}}}\n{spec}\n"))));

    private async Task<JsonNode> EntityWhereAsync(Func<JsonNode, bool> holds)
    {
        JsonNode? entity = null;
        await Eventually.HoldsAsync(
            async () => holds(entity = await _host.EntityAsync(Kind, _name, Cancel)), Cancel, "the entity is as it was sent");
        return entity!;
    }
}
