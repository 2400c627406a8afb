using System.Net;
using System.Net.Http.Json;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>Entities of another catalog, as the command line sends them.</summary>
[Covers("CatalogImport")]
public sealed class ImportTests(PlatformUnderTest platform)
{
    private readonly string _name = $"i{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entity_is_copied_once()
    {
        var entity = new
        {
            apiVersion = "backstage.io/v1alpha1",
            kind = "Group",
            metadata = new { name = _name, uid = Guid.NewGuid().ToString() },
            spec = new { type = "team", children = Array.Empty<string>() },
        };
        var body = new { from = "https://backstage.example.com", entities = new[] { entity } };
        using var first = await platform.Client.PostAsJsonAsync("catalog/imports", body, Cancel);
        using var second = await platform.Client.PostAsJsonAsync("catalog/imports", body, Cancel);

        var (once, again) = (await first.JsonAsync(), await second.JsonAsync());
        Assert.Equal(("identical", 1), ((string)once["items"]![0]!["outcome"]!, (int)once["written"]!));
        Assert.Equal(("identical", 0), ((string)again["items"]![0]!["outcome"]!, (int)again["written"]!));
    }

    [Fact]
    public async Task A_call_without_entities_is_refused()
    {
        using var answer = await platform.Client.PostAsJsonAsync("catalog/imports", new { from = "x" }, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-missing");
    }
}
