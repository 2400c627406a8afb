using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>An entity as a row. A body beyond 32 KiB is in a blob that was written before the row that names it.</summary>
internal static class EntityRow
{
    /// <summary>All but the body: what a decision to write needs.</summary>
    public static readonly string[] Facts =
    [
        "PartitionKey", "RowKey", "Ref", "Uid", "Etag", "Content", "Source", "Location", "Since", "At",
        "BodyAddress", Keys, Claims, ClaimsAddress, Released, Removed, "RemovedReason", "RemovedBy", "RemovedAt",
        "Orphaned", "Failure", "Restored",
    ];

    public const string Removed = "Removed";

    private const string Keys = "RefreshKeys";
    private const string Claims = "Claims";
    private const string ClaimsAddress = "ClaimsAddress";
    private const string Released = "Released";

    public static bool IsTombstone(TableEntity row) => row.GetBoolean(Removed) == true || row.GetString("Uid") is null;

    /// <summary>The row of a state that <see cref="EntityBodies"/> has made ready.</summary>
    /// <param name="keepsBody">The row has the holder's body already and is merged into.</param>
    public static TableEntity From(EntityState state, string partition, bool keepsBody)
    {
        // A merge leaves alone what it isn't given, so what has ended is written as empty.
        var row = new TableEntity(partition, CatalogKeys.Entity(state.Ref)!)
        {
            ["Ref"] = state.Ref.Canonical,
            [Removed] = state.Removal is not null,
            ["RemovedReason"] = state.Removal?.Reason ?? string.Empty,
            ["RemovedBy"] = state.Removal?.By ?? string.Empty,
            ["RemovedAt"] = state.Removal?.At,
            ["Orphaned"] = state.IsOrphaned,
            ["Failure"] = state.Failure ?? string.Empty,
            ["Restored"] = state.IsRestored,
            [Released] = state.Released.Count > 0 ? PlatformJson.Serialize(state.Released) : string.Empty,
        };
        if (state.Holder is { } holder)
        {
            row["Uid"] = holder.Content.Uid;
            row["Etag"] = EntityDecoration.EtagOf(state);
            row["Content"] = holder.Content.Etag;
            row["Source"] = holder.Source;
            row["Location"] = holder.Location;
            row["Since"] = holder.Since;
            row["At"] = holder.At;
            row[Keys] = string.Join('\n', holder.Content.RefreshKeys);
            if (!keepsBody)
            {
                row[holder.Content.Address is null ? "Body" : "BodyAddress"] = holder.Content.Address ?? holder.Content.Json;
            }
        }

        return keepsBody ? row : Compact(row);
    }

    /// <summary>Who else claims the entity; a property holds 32 Ki characters, so a long list is in a blob.</summary>
    public static void SetClaims(TableEntity row, string? inline, string? address)
    {
        row[Claims] = inline ?? string.Empty;
        row[ClaimsAddress] = address ?? string.Empty;
    }

    public static async Task<EntityState> ToStateAsync(
        TableEntity row, ContentContainer bodies, CancellationToken cancellationToken)
    {
        var claims = Text(row, ClaimsAddress) is { } address
            ? System.Text.Encoding.UTF8.GetString((await bodies.GetAsync(address, cancellationToken)).Span)
            : Text(row, Claims);
        return new(
            EntityRef.Parse(row.GetString("Ref")),
            row.GetString("Uid") is null ? null : HolderOf(row),
            claims is null ? [] : PlatformJson.Deserialize<IReadOnlyList<EntityClaim>>(claims),
            Text(row, Released) is { } released ? PlatformJson.Deserialize<IReadOnlyList<ReleasedClaim>>(released) : [])
        {
            Removal = row.GetBoolean(Removed) == true
                ? new(Text(row, "RemovedReason") ?? string.Empty, Text(row, "RemovedBy") ?? string.Empty, At(row, "RemovedAt"))
                : null,
            IsOrphaned = row.GetBoolean("Orphaned") == true,
            Failure = Text(row, "Failure"),
            IsRestored = row.GetBoolean("Restored") == true,
        };
    }

    /// <summary>The entity as it is shown.</summary>
    public static async Task<CatalogEntity> ToEntityAsync(
        TableEntity row, ContentContainer bodies, CancellationToken cancellationToken)
    {
        var body = (JsonObject)(row.GetString("Body") is { } inline
            ? JsonNode.Parse(inline)!
            : JsonNode.Parse((await bodies.GetAsync(row.GetString("BodyAddress"), cancellationToken)).Span)!);
        var metadata = body["metadata"]!;
        var entityRef = EntityRef.Create(Text(body, "kind"), Text(metadata, "namespace"), Text(metadata, "name"));
        EntityDecoration.Apply(body, await ToStateAsync(row, bodies, cancellationToken));
        return new(entityRef, row.GetString("Uid"), row.GetString("Etag"), body, row.GetString("Source"))
        {
            RefreshKeys = Text(row, Keys)?.Split('\n') ?? [],
        };
    }

    private static EntityClaim HolderOf(TableEntity row) => new(
        row.GetString("Source"),
        row.GetString("Location"),
        At(row, "Since"),
        At(row, "At"),
        new(
            row.GetString("Uid"), row.GetString("Content"), row.GetString("Body"), row.GetString("BodyAddress"),
            Text(row, Keys)?.Split('\n') ?? []));

    private static TableEntity Compact(TableEntity row)
    {
        var empty = row.Where(property => property.Value is null or "" or false).Select(property => property.Key);
        foreach (var name in empty.ToList())
        {
            row.Remove(name);
        }

        return row;
    }

    private static DateTimeOffset At(TableEntity row, string name) => row.GetDateTimeOffset(name) ?? default;

    private static string? Text(TableEntity row, string name) => row.GetString(name) is { Length: > 0 } text ? text : null;

    private static string Text(JsonNode parent, string name) => parent[name]!.GetValue<string>();
}
