using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog.Reads;

/// <summary>An app whose catalog holds a small shop; it names a part that nobody describes.</summary>
public sealed class ShopFixture : IAsyncLifetime
{
    public PlatformHost Host { get; private set; } = null!;

    private static IReadOnlyList<EntityBuilder> Entities { get; } =
    [
        new EntityBuilder().Named("team-a").With("kind", "Group")
            .With("spec", new JsonObject { ["type"] = "team", ["children"] = new JsonArray() }),
        Component("shop", "java", "web").With("spec.dependsOn", new JsonArray("resource:db"))
            .With("spec.providesApis", new JsonArray("shop-api")).With("metadata.description", "Sells \"thïngs\" <b>"),
        Component("cart", "java").With("spec.dependsOn", new JsonArray("component:shop", "component:missing"))
            .With("spec.consumesApis", new JsonArray("shop-api")),
        Component("legacy").With("spec.lifecycle", "deprecated"),
        Component("shop-api").With("kind", "API").With("spec.definition", "openapi: 3.0.0"),
        new EntityBuilder().Named("db").With("kind", "Resource")
            .With("spec", new JsonObject { ["type"] = "database", ["owner"] = "team-a" }),
    ];

    public async ValueTask InitializeAsync()
    {
        Host = await PlatformHost.StartAsync();
        await Host.SendAsync("catalog-ingest", Encoding.UTF8.GetBytes(PlatformJson.Serialize(new CatalogIngestRequest(
            "shop", Location: "url:https://x/shop",
            Content: string.Join("\n---\n", Entities.Select(entity => entity.Text()))))));
        await Eventually.HoldsAsync(
            async () => (int)(await Host.Client.GetFromJsonAsync<JsonNode>("catalog/entities/by-query?limit=0"))!["totalItems"]!
                == Entities.Count,
            CancellationToken.None,
            "the shop is in the catalog");
    }

    public async Task<JsonNode> GetAsync(string path) =>
        (await Host.Client.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken))!;

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static EntityBuilder Component(string name, params string[] tags)
    {
        var entity = new EntityBuilder().Named(name).With("spec.owner", "team-a");
        return tags.Length > 0
            ? entity.With("metadata.tags", new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]))
            : entity;
    }
}
