using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Catalog;

/// <summary>What becomes of an entity that somebody takes out by its uid.</summary>
public sealed class EntityRemovalTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"r{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_away_until_its_source_is_read_again()
    {
        await SendAsync("1");
        var uid = (string)(await _host.EntityAsync("component", _name, Cancel))["metadata"]!["uid"]!;

        using var deleted = await _host.Client.DeleteAsync($"catalog/entities/by-uid/{uid.ToUpperInvariant()}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await _host.Client.GetAsync($"catalog/entities/by-name/component/default/{_name}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        await SendAsync("2");
        Assert.Equal(uid, (string)(await _host.EntityAsync("component", _name, Cancel))["metadata"]!["uid"]!);
    }

    [Fact]
    public async Task The_log_and_the_removals_say_who_took_it_out()
    {
        await SendAsync("1");
        var uid = (string)(await _host.EntityAsync("component", _name, Cancel))["metadata"]!["uid"]!;
        using var deleted = await _host.Client.DeleteAsync($"catalog/entities/by-uid/{uid}", Cancel);

        var entries = await _host.Client.GetFromJsonAsync<JsonNode>(
            $"audit?subject=component:default/{_name}&what=CatalogEntityDelete%20", Cancel);
        var removals = await _host.Client.GetFromJsonAsync<JsonNode>("catalog/removals", Cancel);
        var entry = Assert.Single(entries!["items"]!.AsArray())!;
        var removal = removals!["items"]!.AsArray().Single(one => ((string)one!["ref"]!).EndsWith($"/{_name}"))!;
        Assert.Equal(204, (int)entry["status"]!);
        Assert.Equal((string)entry["who"]!, (string)removal["by"]!);
    }

    [Fact]
    public async Task Nothing_happens_where_there_is_nothing()
    {
        using var deleted = await _host.Client.DeleteAsync($"catalog/entities/by-uid/{Guid.NewGuid()}", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    private Task SendAsync(string id) => _host.SendAsync("catalog-ingest", Encoding.UTF8.GetBytes(PlatformJson.Serialize(
        new CatalogIngestRequest(
            $"{_name}-{id}", Location: $"url:https://x/{_name}", Content: new EntityBuilder().Named(_name).Text()))));
}
