using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Locations;

namespace Platform.Functions.Catalog.Reads;

/// <summary>How an entity came into the catalog.</summary>
public sealed class AncestryReads(EntityAncestry ancestry)
{
    public async ValueTask<CatalogAnswer> FindAsync(
        CatalogView view, string kind, string @namespace, string name, CancellationToken cancellationToken)
    {
        var root = EntityRef.Create(kind, @namespace, name);
        if (view.Find(root) is null)
        {
            return CatalogAnswer.NotFound(EntityRefresher.Missing(root));
        }

        var found = await ancestry.FindAsync(root, new Viewed(view), cancellationToken);
        var entities = view.Find([.. found.Select(ancestor => ancestor.Ref)]);
        return CatalogAnswer.Ok(async (output, token) =>
        {
            output.Write("{\"rootEntityRef\":"u8);
            Write(output, root.Canonical);
            output.Write(",\"items\":["u8);
            var isFirst = true;
            foreach (var (ancestor, entity) in found.Zip(entities))
            {
                // What has gone since the view was made has no ancestry either.
                if (entity is null)
                {
                    continue;
                }

                output.Write(isFirst ? "{\"entity\":"u8 : ",{\"entity\":"u8);
                isFirst = false;
                await entity.WriteToAsync(output, null, token);
                output.Write(",\"parentEntityRefs\":"u8);
                Write(output, ancestor.Parents.Select(parent => parent.Canonical).ToArray());
                output.Write("}"u8);
            }

            output.Write("]}"u8);
        });
    }

    private static void Write<T>(IBufferWriter<byte> output, T value)
    {
        using var json = new Utf8JsonWriter(output, JsonBytes.Options);
        JsonSerializer.Serialize(json, value);
    }

    private sealed class Viewed(CatalogView view) : IAncestryEntities
    {
        public string? SourceOf(EntityRef entityRef) => view.Find(entityRef)?.Source;

        public async ValueTask<JsonObject> BodyOfAsync(EntityRef entityRef, CancellationToken cancellationToken)
        {
            var bytes = new ArrayBufferWriter<byte>();
            if (view.Find(entityRef) is { } entity)
            {
                await entity.WriteToAsync(bytes, null, cancellationToken);
            }

            return bytes.WrittenCount == 0 ? [] : JsonNode.Parse(bytes.WrittenSpan)!.AsObject();
        }
    }
}
