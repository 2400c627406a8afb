using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>An entity as a row. A body beyond 32 KiB is in a blob that was written before the row that names it.</summary>
internal static class EntityRow
{
    /// <summary>All but the body: what a decision to write needs.</summary>
    public static readonly string[] Facts = ["PartitionKey", "RowKey", "Etag", "Source", "At", Removed];

    private const string Removed = "Removed";

    /// <summary>A line each; the limits of placeholders keep them below the 32 Ki characters of a property.</summary>
    private const string RefreshKeys = "RefreshKeys";

    private const int LargestInline = 32 * 1024;

    public static async Task<TableEntity> FromAsync(
        CatalogWrite write, string partition, ContentContainer bodies, CancellationToken cancellationToken)
    {
        var body = write.Entity.Body.ToJsonString(PlatformJson.Options);
        var bytes = Encoding.UTF8.GetBytes(body);
        var row = new TableEntity(partition, CatalogKeys.Entity(write.Entity.Ref)!)
        {
            ["Ref"] = write.Entity.Ref.Canonical,
            ["Uid"] = write.Entity.Uid,
            ["Etag"] = write.Entity.Etag,
            ["Source"] = write.Entity.Source,
            ["At"] = write.At,
        };
        if (write.Entity.RefreshKeys.Count > 0)
        {
            row[RefreshKeys] = string.Join('\n', write.Entity.RefreshKeys);
        }

        // Bytes bound the characters: no text is longer than its UTF-8 form, and a property holds 32 Ki characters.
        if (bytes.Length <= LargestInline)
        {
            row["Body"] = body;
        }
        else
        {
            row["BodyAddress"] = await bodies.PutAsync(bytes, cancellationToken);
        }

        return row;
    }

    /// <summary>
    /// Takes the place of a removed entity, so that what its source said earlier and arrives late is known to be old.
    /// </summary>
    public static TableEntity Tombstone(EntityRef entityRef, string partition, string source, DateTimeOffset at) =>
        new(partition, CatalogKeys.Entity(entityRef)!)
        {
            ["Ref"] = entityRef.Canonical,
            ["Source"] = source,
            ["At"] = at,
            [Removed] = true,
        };

    public static bool IsTombstone(TableEntity row) => row.GetBoolean(Removed) == true;

    public static async Task<CatalogEntity> ToEntityAsync(
        TableEntity row, ContentContainer bodies, CancellationToken cancellationToken)
    {
        var body = (JsonObject)(row.GetString("Body") is { } inline
            ? JsonNode.Parse(inline)!
            : JsonNode.Parse((await BodyAsync(row, bodies, cancellationToken)).Span)!);
        var entityRef = EntityRef.Create(Text(body, "kind"), Text(body["metadata"], "namespace"), Text(body["metadata"], "name"));
        return new(entityRef, row.GetString("Uid"), row.GetString("Etag"), body, row.GetString("Source"))
        {
            RefreshKeys = row.GetString(RefreshKeys)?.Split('\n') ?? [],
        };
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(
        TableEntity row, ContentContainer bodies, CancellationToken cancellationToken) =>
        await bodies.FindAsync(row.GetString("BodyAddress"), cancellationToken)
            ?? throw new InvalidDataException($"The body of '{row.GetString("Ref")}' is missing from storage.");

    private static string Text(JsonNode? parent, string name) => parent![name]!.GetValue<string>();
}
