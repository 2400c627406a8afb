using System.Buffers;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <param name="IsClaimed">Others describe it too.</param>
public sealed record SeenEntity(DeclaredEntity Entity, string Etag, bool IsClaimed);

/// <summary>Looks entities up in this catalog as it is at that moment.</summary>
public sealed class CatalogSight(ICatalogIndex index, ICatalogFeed feed)
{
    public const string Behind = "catalog-behind";

    private const string Conflicting = Claims.EntityDecoration.ConflictingLocations;

    /// <returns>The catalog with everything that is written by now.</returns>
    public async Task<Result<CatalogView>> LookAsync(CancellationToken cancellationToken)
    {
        var heads = await feed.HeadsAsync(cancellationToken);
        var view = await index.ReadAsync(heads, cancellationToken);
        return view.Position.IsAtLeast(heads)
            ? view
            : new Problem(Behind, "This instance has not seen the newest changes yet; ask again in a moment.");
    }

    public static async Task<IReadOnlyDictionary<EntityRef, SeenEntity>> FindAsync(
        CatalogView view, IReadOnlyList<EntityRef> refs, CancellationToken cancellationToken)
    {
        var found = new Dictionary<EntityRef, SeenEntity>();
        foreach (var entity in view.Find(refs).OfType<IndexedEntity>())
        {
            found[entity.Ref] = await ReadAsync(entity, cancellationToken);
        }

        return found;
    }

    public static async Task<SeenEntity> ReadAsync(IndexedEntity entity, CancellationToken cancellationToken)
    {
        var json = new ArrayBufferWriter<byte>();
        await entity.WriteToAsync(json, null, cancellationToken);
        var body = (JsonObject)JsonNode.Parse(json.WrittenSpan)!;
        var isClaimed = body["metadata"]?["annotations"]?[Conflicting] is not null;
        return new(DeclaredEntity.Of(body), entity.Etag, isClaimed);
    }
}
