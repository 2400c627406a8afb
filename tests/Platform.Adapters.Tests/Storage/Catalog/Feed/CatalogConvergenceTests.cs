using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog.Feed;

/// <summary>Several instances on one account.</summary>
public sealed class CatalogConvergenceTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_instances_that_follow_two_writers_equal_the_tables_at_the_end()
    {
        var storage = await StorageFixture.NewAsync();
        await using var first = new CatalogInstance(storage);
        await using var second = new CatalogInstance(storage);
        var seen = new ConcurrentBag<CatalogPosition>();

        await Task.WhenAll(WriteManyAsync(first, 1, seen), WriteManyAsync(second, 2, seen), ReadManyAsync(second));

        await using var third = new CatalogInstance(storage);
        var (scanned, position) = await third.Loader.ScanAsync(Cancel);
        var expected = await CatalogInstance.ShownAsync(new(scanned, position, VerifiedTimes.None, null!));
        Assert.NotEmpty(expected);
        foreach (var instance in new[] { first, second, third })
        {
            var view = await instance.CurrentAsync();
            Assert.Equal(position, view.Position);
            Assert.Equal(expected, await CatalogInstance.ShownAsync(view));
            Assert.All(seen, known => Assert.True(view.Position.IsAtLeast(known)));
        }

        await EqualTheTablesAsync(first, expected);
    }

    /// <summary>Entity by entity as the store reads them; relations are not in the tables.</summary>
    private static async Task EqualTheTablesAsync(CatalogInstance instance, SortedDictionary<string, string> shown)
    {
        var rows = 0;
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            await foreach (var row in instance.Feed.ScanAsync(bucket, Cancel).Where(row => !row.IsRemoved))
            {
                rows++;
                var body = JsonNode.Parse(shown[row.Canonical])!.AsObject();
                body.Remove("relations");
                var stored = await instance.Store.FindAsync(EntityRef.Parse(row.Canonical), Cancel);
                stored!.Body["metadata"]!["annotations"] ??= new JsonObject();
                Assert.True(JsonNode.DeepEquals(stored.Body, body), $"{stored.Body}\n{body}");
            }
        }

        Assert.Equal(rows, shown.Count);
    }

    private static async Task WriteManyAsync(CatalogInstance instance, int seed, ConcurrentBag<CatalogPosition> seen)
    {
        var random = new Random(seed);
        for (var round = 0; round < 40; round++)
        {
            var at = Start.AddMinutes(round);
            var source = $"github:acme/repository-{seed}:{random.Next(3)}.yaml";
            var names = Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"e{random.Next(12)}").Distinct().ToList();
            if (random.Next(4) == 0)
            {
                foreach (var name in names)
                {
                    await instance.RemoveAsync(EntityRef.Parse(name, "component"), source, at);
                }
            }
            else
            {
                await instance.WriteAsync([.. names.Select(name => new EntityBuilder().Named(name)
                    .With("spec.owner", $"team-{random.Next(3)}")
                    .With("spec.dependsOn", new JsonArray($"component:e{random.Next(12)}", $"resource:r{random.Next(3)}"))
                    .Write(at, source, round))]);
            }

            if (random.Next(3) == 0)
            {
                var wanted = await instance.Feed.HeadsAsync(Cancel);
                var view = await instance.Index.ReadAsync(wanted, Cancel);
                Assert.True(view.Position.IsAtLeast(wanted));
                seen.Add(view.Position);
            }
        }
    }

    private static async Task ReadManyAsync(CatalogInstance instance)
    {
        var last = CatalogPosition.Start;
        for (var i = 0; i < 200; i++)
        {
            var view = await instance.Index.ReadAsync(null, Cancel);
            Assert.True(view.Position.IsAtLeast(last));
            last = view.Position;
            view.Query(new(Core.Catalog.Queries.EntityFilter.Everything, [new("metadata.name")]));
            await Task.Yield();
        }
    }
}
