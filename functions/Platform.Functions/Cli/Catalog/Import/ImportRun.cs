using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Backstage;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog.Import;

/// <summary>
/// Has the platform compare and take over, in batches: first everything is compared and what can't be read is copied; then the
/// locations of what is missing are registered; then that is compared.
/// </summary>
internal sealed class ImportRun(PlatformApi platform, CommandProgress progress, bool isDryRun, bool copies)
{
    private const int LargestBatch = 1_500_000;
    private const int LargestEntity = ImportRequest.LargestBody - (64 * 1024);
    private const int MostInBatch = 200;

    private readonly ImportLocations _locations = new(platform, progress);

    public async Task<IReadOnlyList<ImportedEntity>> RunAsync(ImportMaterial material, CancellationToken cancellationToken)
    {
        // What is only named has no entities yet; they are brought like all others, as soon as it is known which they are.
        var named = await _locations.TryAsync(material.Locations, cancellationToken);
        List<JsonObject> entities = [.. material.Entities, .. named.SelectMany(brought => brought.Entities)];
        var first = await PostAsync(
            material.From, entities, copies ? ReadableLocations.Copy : ReadableLocations.Register, "Compared", cancellationToken);
        var pending = entities.Zip(first).Where(pair => pair.Second.Outcome == ImportOutcome.Pending).ToList();
        var settled = first.Where(item => item.Outcome != ImportOutcome.Pending);
        string[] targets = [.. pending.Select(pair => pair.Second.Register!).Distinct(StringComparer.Ordinal)];
        var brought = isDryRun
            ? await _locations.TryAsync(targets, cancellationToken) : await _locations.RegisterAsync(targets, cancellationToken);
        var second = isDryRun
            ? Foresee(pending, [.. named, .. brought])
            : await PostAsync(
                material.From, [.. pending.Select(pair => pair.First)], ReadableLocations.Registered, "Compared again",
                cancellationToken);
        return Told([.. settled, .. Explained(second, pending, brought)], [.. named, .. brought]);
    }

    /// <summary>A location that could not be read is told by itself, unless what it should have brought says so.</summary>
    private static IReadOnlyList<ImportedEntity> Told(
        IReadOnlyList<ImportedEntity> items, IReadOnlyList<BroughtLocation> locations)
    {
        var said = items.Where(item => item.Outcome == ImportOutcome.Rejected).Select(item => item.Register).ToHashSet();
        var refused = locations.Where(location => location.Refused.Count > 0 && !said.Contains(location.Target))
            .Select(location => location.ToItem()).DistinctBy(item => item.Ref).ToDictionary(item => item.Ref);
        return
        [
            .. items.Where(item => !refused.ContainsKey(item.Ref)).Concat(refused.Values)
                .OrderBy(item => item.Ref, StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<ImportedEntity>> PostAsync(
        string from,
        List<JsonObject> entities,
        ReadableLocations readable,
        string what,
        CancellationToken cancellationToken)
    {
        var items = new List<ImportedEntity>();
        foreach (var batch in Batches(entities))
        {
            if (batch is [var one] && BytesOf(one) > LargestEntity)
            {
                items.Add(TooLarge(one));
                continue;
            }

            var body = new JsonObject
            {
                ["from"] = from,
                ["readable"] = JsonNamingPolicy.CamelCase.ConvertName(readable.ToString()),
                ["dryRun"] = isDryRun,
                ["entities"] = new JsonArray([.. batch.Select(entity => entity.DeepClone())]),
            };
            var answer = await platform.PostAsync("catalog/imports", body, cancellationToken);
            items.AddRange(answer["items"]!.Deserialize<IReadOnlyList<ImportedEntity>>(PlatformJson.Options)!);
            progress.Tell(what, items.Count, entities.Count);
        }

        return items;
    }

    private static int BytesOf(JsonObject entity) => Encoding.UTF8.GetByteCount(entity.ToJsonString(PlatformJson.Options));

    private static ImportedEntity TooLarge(JsonObject entity)
    {
        var declared = DeclaredEntity.Of(entity);
        return new(declared.Ref?.Canonical ?? "?", declared.Location, ImportOutcome.Rejected)
        {
            Problems = [new(
                "entity-too-large", "The entity is too large to be sent.", Expected: $"at most {LargestEntity} bytes")],
        };
    }

    /// <summary>What is too large for a batch is one by itself.</summary>
    private static IEnumerable<IReadOnlyList<JsonObject>> Batches(List<JsonObject> entities)
    {
        var (batch, length) = (new List<JsonObject>(), 0);
        foreach (var entity in entities)
        {
            var own = BytesOf(entity);
            if (batch.Count == MostInBatch || (batch.Count > 0 && length + own > LargestBatch))
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            batch.Add(entity);
            length += own;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    /// <summary>What registering would bring, compared here: nothing of it is in the platform.</summary>
    private static IReadOnlyList<ImportedEntity> Foresee(
        IReadOnlyList<(JsonObject Entity, ImportedEntity Item)> pending, IReadOnlyList<BroughtLocation> brought)
    {
        var seen = brought.SelectMany(location => location.Entities).Select(DeclaredEntity.Of)
            .Where(entity => entity.Ref is not null).GroupBy(entity => entity.Ref!.Canonical, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return [.. pending.Select(pair => seen.GetValueOrDefault(pair.Item.Ref) is { } here
            ? Compared(pair.Item, EntityDifferences.Between(DeclaredEntity.Of(pair.Entity), here))
            : pair.Item with
            {
                Outcome = ImportOutcome.Rejected,
                Problems = [new(
                    ImportPlaces.NotDescribed, "Its location was read, and does not describe it.",
                    Value: pair.Item.Place)],
            })];
    }

    private static ImportedEntity Compared(ImportedEntity item, IReadOnlyList<FieldDifference> fields) => item with
    {
        Outcome = fields.Count == 0 ? ImportOutcome.Identical : ImportOutcome.Different,
        Fields = fields,
        Written = true,
    };

    /// <summary>What came is new, as it was missing before; of what did not, the refusal of its location says more.</summary>
    private static IEnumerable<ImportedEntity> Explained(
        IReadOnlyList<ImportedEntity> items,
        IReadOnlyList<(JsonObject Entity, ImportedEntity Item)> pending,
        IReadOnlyList<BroughtLocation> brought)
    {
        var byTarget = brought.ToDictionary(location => location.Target, StringComparer.Ordinal);
        return items.Zip(pending, (item, pair) =>
        {
            var location = byTarget[pair.Item.Register!];
            var told = item with { Register = location.Target };
            return item.Outcome != ImportOutcome.Rejected ? told with { Written = item.Written || !location.WasThere }
                : item.Problems is [{ Code: ImportPlaces.NotDescribed }] && location.Refused.Count > 0
                    ? told with { Problems = location.Refused }
                : told;
        });
    }
}
