using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Catalog;

/// <summary>A catalog whose locations are nobody's to change.</summary>
public sealed class ReadOnlyCatalogTests : IAsyncLifetime
{
    private readonly string _name = $"o{Guid.NewGuid():N}"[..12];
    private PlatformHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _host = await PlatformHost.StartAsync(settings => settings["CatalogReadOnly"] = "true");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Locations_are_neither_registered_nor_changed_nor_let_go_but_may_be_tried()
    {
        using var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        await forge.CommitFileAsync(_name, "a.yaml", new EntityBuilder().Named(_name).Text());
        var body = new { type = "url", target = $"{forge.Url}{_host.Organization}/{_name}/blob/main/a.yaml" };

        await RefusedAsync(await _host.Client.PostAsJsonAsync("catalog/locations", body, Cancel));
        await RefusedAsync(await _host.Client.PutAsJsonAsync("catalog/locations/x", body, Cancel));
        await RefusedAsync(await _host.Client.DeleteAsync("catalog/locations/x", Cancel));
        using var tried = await _host.Client.PostAsJsonAsync("catalog/locations?dryRun=yes", body, Cancel);
        Assert.Equal(HttpStatusCode.Created, tried.StatusCode);
        Assert.Equal("[]", await _host.Client.GetStringAsync("catalog/locations", Cancel));
    }

    private static async Task RefusedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["error"]!;
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal(("NotAllowedError", "catalog-read-only"), ((string)error["name"]!, (string)error["code"]!));
        }
    }
}
