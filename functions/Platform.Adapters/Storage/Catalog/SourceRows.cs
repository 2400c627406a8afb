using System.Text;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Rows of the table <c>catalogsources</c>: a manifest for each source, and a row for each text and parent that leads to a
/// source.
/// <para>
/// 16 partitions by the hash of the source, so a sweep over 10,000 sources is spread evenly: each partition takes 2,000 rows a
/// second, a changed source is two writes of its row, so 16,000 sources a second can change; 100 rows go in a batch. Listing all
/// of an origin reads all partitions, 1,000 rows a page: 100,000 sources are 112 pages. The rows that lead to a source are in
/// partitions by the hash of what leads to it, so that a lookup is one range of one partition.
/// </para>
/// </summary>
internal static class SourceRows
{
    /// <summary>A property holds 32 Ki characters; 1,000 references of 50 characters would be more.</summary>
    public const int LongestList = 30_000;

    public const string RefreshKey = "key";
    public const string Parent = "parent";

    private const string Pending = "Pending";

    public static (string Partition, string Key) KeysOf(string source)
    {
        var hash = ContentHash.Of(source);
        return (hash[..1], "source|" + hash);
    }

    public static TableEntity LeadRow(string kind, string from, string source)
    {
        var (partition, prefix) = LeadKeys(kind, from);
        return new(partition, prefix + ContentHash.Of(source)) { ["Source"] = source };
    }

    /// <returns>The partition, and how the keys of its rows begin.</returns>
    public static (string Partition, string Prefix) LeadKeys(string kind, string from)
    {
        var hash = ContentHash.Of(from);
        return (hash[..1], $"{kind}|{hash}|");
    }

    public static async Task<TableEntity> ToRowAsync(
        SourceManifest manifest, ContentContainer bodies, CancellationToken cancellationToken)
    {
        var (partition, key) = KeysOf(manifest.Source);
        var row = new TableEntity(partition, key)
        {
            ["Source"] = manifest.Source,
            ["Location"] = manifest.Location,
            ["At"] = manifest.At,
            ["Cause"] = manifest.Cause,
        };
        Put(row, "Origin", manifest.Origin);
        Put(row, "Parent", manifest.Parent);
        Put(row, "Registered", manifest.Registered);
        Put(row, "Tag", manifest.ContentTag);
        Put(row, "MissedAt", manifest.MissedAt);
        Put(row, "OrphanedAt", manifest.OrphanedAt);
        Put(row, "Missed", manifest.MissedListings > 0 ? manifest.MissedListings : null);
        Put(row, "Problems", manifest.Problems > 0 ? manifest.Problems : null);
        Put(row, "Gone", manifest.IsGone ? true : null);
        Put(row, "Held", manifest.HasHeld ? true : null);
        Put(row, Pending, manifest.IsPending ? true : null);
        await PutListAsync(row, "Refs", manifest.Entities.Select(entityRef => entityRef.Canonical), bodies, cancellationToken);
        await PutListAsync(row, "Keys", manifest.RefreshKeys, bodies, cancellationToken);
        return row;
    }

    public static async Task<SourceManifest> ToManifestAsync(
        TableEntity row, ContentContainer bodies, CancellationToken cancellationToken)
    {
        var refs = await ListAsync(row, "Refs", bodies, cancellationToken);
        return new(
            row.GetString("Source"),
            row.GetString("Location"),
            row.GetString("Origin"),
            row.GetString("Parent"),
            row.GetString("Tag"),
            row.GetDateTimeOffset("At")!.Value,
            row.GetString("Cause"),
            [.. refs.Select(text => EntityRef.Parse(text))],
            await ListAsync(row, "Keys", bodies, cancellationToken),
            row.GetInt32("Missed") ?? 0)
        {
            IsGone = row.GetBoolean("Gone") == true,
            Registered = row.GetString("Registered"),
            OrphanedAt = row.GetDateTimeOffset("OrphanedAt"),
            MissedAt = row.GetDateTimeOffset("MissedAt"),
            HasHeld = row.GetBoolean("Held") == true,
            IsPending = row.GetBoolean(Pending) == true,
            Problems = row.GetInt32("Problems") ?? 0,
            Version = row.ETag.ToString(),
        };
    }

    /// <summary>What has to be merged into a row to make it another one; null when something would have to leave it.</summary>
    public static TableEntity? Difference(TableEntity row, TableEntity stored)
    {
        var difference = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in row)
        {
            if (!stored.TryGetValue(name, out var before) || !Equals(value, before))
            {
                difference[name] = value;
            }
        }

        foreach (var name in stored.Keys.Where(name => !row.ContainsKey(name)))
        {
            if (name != Pending)
            {
                return null;
            }

            difference[name] = false;
        }

        return difference;
    }

    /// <summary>A line each; a long list is in a blob.</summary>
    public static async Task PutListAsync(
        TableEntity row, string name, IEnumerable<string> items, ContentContainer bodies, CancellationToken cancellationToken)
    {
        var text = string.Join('\n', items);
        if (text.Length > LongestList)
        {
            row[name + "Address"] = await bodies.PutAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }
        else if (text.Length > 0)
        {
            row[name] = text;
        }
    }

    public static async Task<IReadOnlyList<string>> ListAsync(
        TableEntity row, string name, ContentContainer bodies, CancellationToken cancellationToken)
    {
        var text = row.GetString(name + "Address") is { } address
            ? Encoding.UTF8.GetString((await bodies.GetAsync(address, cancellationToken)).Span)
            : row.GetString(name);
        return text?.Split('\n') ?? [];
    }

    private static void Put(TableEntity row, string name, object? value)
    {
        if (value is not null)
        {
            row[name] = value;
        }
    }
}
