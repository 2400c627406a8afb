using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog;

/// <summary>From a commit in the forge to an entity, over a signed webhook and the queue.</summary>
public sealed class PushedDescriptorTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"r{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pushed_descriptor_is_in_the_catalog_soon_after()
    {
        using var forge = await ForgeWithRepositoryAsync();

        await forge.CommitFileAsync(_name, "catalog-info.yaml", new EntityBuilder().Named(_name).Text());

        var entity = await _host.EntityAsync("component", _name, Cancel);
        Assert.EndsWith($"/{_host.Organization}/{_name}/blob/main/catalog-info.yaml", Location(entity));
    }

    [Fact]
    public async Task Descriptors_in_any_folder_are_read()
    {
        using var forge = await ForgeWithRepositoryAsync();

        await forge.CommitFileAsync(_name, "services/a/catalog-info.yaml", new EntityBuilder().Named(_name).Text());

        Assert.EndsWith("/blob/main/services/a/catalog-info.yaml", Location(await _host.EntityAsync("component", _name, Cancel)));
    }

    [Fact]
    public async Task What_is_wrong_with_a_pushed_descriptor_is_shown_for_its_location()
    {
        using var forge = await ForgeWithRepositoryAsync();
        await forge.CommitFileAsync(_name, "a/catalog-info.yaml", new EntityBuilder().Named(_name).Text());
        var location = Location(await _host.EntityAsync("component", _name, Cancel)).Replace("/a/", "/b/");

        await forge.CommitFileAsync(
            _name, "b/catalog-info.yaml", new EntityBuilder().Named(_name).With("spec.owner", null).Text());

        await Eventually.HoldsAsync(
            async () => (int)(await ReportAsync(location))["total"]! == 1, Cancel, $"{location} has a problem");
        Assert.Equal("spec.owner", (string)(await ReportAsync(location))["problems"]![0]!["field"]!);
    }

    private static string Location(JsonNode entity) =>
        (string)entity["metadata"]!["annotations"]!["backstage.io/managed-by-location"]!;

    private async Task<JsonNode> ReportAsync(string location) =>
        (await _host.Client.GetFromJsonAsync<JsonNode>($"catalog/problems?location={Uri.EscapeDataString(location)}", Cancel))!;

    private async Task<ForgeDriver> ForgeWithRepositoryAsync()
    {
        var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        await forge.AddHookAsync(_name, _host);
        return forge;
    }
}
