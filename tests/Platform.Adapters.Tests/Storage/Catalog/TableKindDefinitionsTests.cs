using System.Text.Json.Nodes;
using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog.ForeignKinds;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

public sealed class TableKindDefinitionsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly TableKindDefinitions _kinds = new(storage.Tables);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_definition_is_found_whatever_the_case_replaced_and_deleted()
    {
        await _kinds.PutAsync(Definition("Product", "acme.com/v1"), Cancel);
        await _kinds.PutAsync(Definition("Product", "acme.com/v1", "acme.com/v2"), Cancel);

        var found = (await _kinds.FindAsync("PRODUCT", Cancel))!;
        Assert.Equal(["acme.com/v1", "acme.com/v2"], found.ApiVersions);
        Assert.Equal("""{"type":"object"}""", found.Schema.ToJsonString());
        Assert.Equal(["Product"], (await _kinds.ListAsync(Cancel)).Select(kind => kind.Kind));
        Assert.True(await _kinds.DeleteAsync("product", Cancel));
        Assert.False(await _kinds.DeleteAsync("product", Cancel));
        Assert.Null(await _kinds.FindAsync("Product", Cancel));
    }

    [Fact]
    public async Task Any_text_may_be_asked_for() => Assert.Null(await _kinds.FindAsync("no/such\\kind#?", Cancel));

    private static KindDefinition Definition(string kind, params string[] versions) =>
        new(kind, versions, new JsonObject { ["type"] = "object" });
}
