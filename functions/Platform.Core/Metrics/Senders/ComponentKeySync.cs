using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Feed;
using Platform.Core.Queues;

namespace Platform.Core.Metrics.Senders;

/// <summary>
/// Follows the catalog's feed: what is new is noted, and deliveries that waited for it are translated again. When nothing has
/// changed it costs one look at the heads. Several at once do no harm.
/// </summary>
public sealed class ComponentKeySync(
    ICatalogFeed feed, IComponentKeys keys, IUnattributedDeliveries waiting, IQueueSender queues)
{
    private const string Components = "component:";
    private const string GitHub = "github:";
    private const string OwnAnnotations = "backstage.io/";
    private const int LongestValue = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var heads = await feed.HeadsAsync(cancellationToken);
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            var seen = await keys.PositionAsync(bucket, cancellationToken);
            if (heads[bucket] > seen)
            {
                await FollowAsync(bucket, seen, heads[bucket], cancellationToken);
            }
        }
    }

    /// <summary>What a component is known by: its annotations, and the repository that its description is in.</summary>
    internal static IReadOnlyCollection<ComponentKey> KeysOf(CatalogRow row)
    {
        if (row.IsRemoved || JsonNode.Parse(row.Body.Span) is not JsonObject body)
        {
            return [];
        }

        var annotations = body["metadata"]?["annotations"] as JsonObject ?? [];
        var found = annotations
            .Where(one => !one.Key.StartsWith(OwnAnnotations, StringComparison.Ordinal))
            .Where(one => one.Value?.GetValueKind() == JsonValueKind.String)
            .Select(one => new ComponentKey(one.Key, one.Value!.GetValue<string>().Trim().ToLowerInvariant()))
            .Where(key => key.Value.Length is > 0 and <= LongestValue)
            .ToHashSet();
        if (row.Source.StartsWith(GitHub, StringComparison.Ordinal)
            && !found.Any(key => key.Annotation == ComponentKey.ProjectSlug)
            && row.Source[GitHub.Length..].Split(':')[0] is { Length: > 0 } repository)
        {
            found.Add(ComponentKey.Repository(repository.ToLowerInvariant()));
        }

        return found;
    }

    private async Task FollowAsync(int bucket, long seen, long head, CancellationToken cancellationToken)
    {
        var changes = await feed.ReadAsync(bucket, seen, cancellationToken);
        var rows = changes.IsTooOld ? feed.ScanAsync(bucket, cancellationToken) : changes.Rows.ToAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (row.Canonical.StartsWith(Components, StringComparison.Ordinal))
            {
                await keys.SetAsync(row.Canonical, KeysOf(row), key => TellAgainAsync(key, cancellationToken), cancellationToken);
            }
        }

        await keys.SetPositionAsync(bucket, changes.IsTooOld ? head : changes.Head, cancellationToken);
    }

    private async Task TellAgainAsync(ComponentKey key, CancellationToken cancellationToken)
    {
        foreach (var delivery in await waiting.ListAsync(key, cancellationToken))
        {
            await delivery.SendAsync(queues, cancellationToken);
            await waiting.RemoveAsync(key, delivery, cancellationToken);
        }
    }
}
