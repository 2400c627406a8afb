using System.Buffers;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;

namespace Platform.Core.Tests.Catalog.Index;

/// <summary>The index against a list that is gone through the slow way, over random entities, questions and changes.</summary>
public sealed class EntityIndexPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_answer_is_that_of_a_list_gone_through(int seed)
    {
        var random = new Random(seed);
        var catalog = new RandomCatalog(random);
        var (naive, index) = (new NaiveCatalog(), new EntityIndex());
        var view = new CatalogView(index, CatalogPosition.Start, VerifiedTimes.None, new NoBodies());
        for (var round = 0; round < 30; round++)
        {
            Change(random, catalog, naive, index, round);
            Assert.Equal(naive.Refs.Count, view.Count);
            for (var question = 0; question < 6; question++)
            {
                var (filter, order, text) = (catalog.Filter(), catalog.Order(), catalog.Text());
                var expected = naive.Ordered(filter, order, text).ConvertAll(entityRef => entityRef.Canonical);
                Assert.Equal(expected, Forwards(view, new(filter, order, random.Next(1, 6), 0, text), expected.Count));
                Assert.Equal(expected, Backwards(view, new(filter, order, random.Next(1, 6), 0, text)));
                var key = catalog.Key();
                var facet = view.Facets([key], filter)[key];
                Assert.Equal(naive.Facet(key, filter), facet.Select(value => (value.Value, value.Count)));
                var refs = Enumerable.Range(0, 5).Select(_ => catalog.Ref()).ToList();
                var wanted = naive.Ordered(filter, [], null);
                Assert.Equal(
                    refs.Select(entityRef => wanted.Contains(entityRef) ? entityRef : null),
                    view.Find(refs, filter).Select(entity => entity?.Ref));
            }

            await ShowsAsItIs(view, naive, catalog.Ref());
        }
    }

    private static void Change(Random random, RandomCatalog catalog, NaiveCatalog naive, EntityIndex index, int round)
    {
        var changes = new Dictionary<EntityRef, IndexChange>();
        for (var i = random.Next(12); i >= 0; i--)
        {
            var entityRef = catalog.Ref();
            var body = random.Next(3) == 0 ? null : catalog.Body(entityRef, round);
            changes[entityRef] = RandomCatalog.Change(entityRef, body);
            naive.Remove(entityRef);
            if (body is not null)
            {
                naive.Put(entityRef, body);
            }
        }

        index.Apply(changes.Values);
    }

    private static List<string> Forwards(CatalogView view, EntityQuery query, int total)
    {
        var seen = new List<string>();
        for (var page = view.Query(query); ; page = view.Query(query with { Cursor = Again(page.NextCursor!) }))
        {
            Assert.Equal(total, page.TotalItems);
            Assert.True(page.Items.Count <= query.Limit);
            seen.AddRange(page.Items.Select(entity => entity.Ref.Canonical));
            if (page.NextCursor is null)
            {
                return seen;
            }
        }
    }

    private static List<string> Backwards(CatalogView view, EntityQuery query)
    {
        var page = view.Query(query with { Limit = 100, Offset = int.Max(0, view.Query(query).TotalItems - 1) });
        var seen = page.Items.Select(entity => entity.Ref.Canonical).ToList();
        while (page.PrevCursor is not null)
        {
            page = view.Query(query with { Cursor = Again(page.PrevCursor) });
            Assert.NotNull(page.NextCursor);
            seen.InsertRange(0, page.Items.Select(entity => entity.Ref.Canonical));
        }

        return seen;
    }

    /// <summary>As a client hands it back.</summary>
    private static EntityCursor Again(EntityCursor cursor)
    {
        Assert.True(EntityCursor.TryParse(cursor.ToString(), out var read));
        return read;
    }

    private static async Task ShowsAsItIs(CatalogView view, NaiveCatalog naive, EntityRef entityRef)
    {
        var shown = view.Find(entityRef);
        Assert.Equal(naive.Refs.Contains(entityRef), shown is not null);
        if (shown is null)
        {
            return;
        }

        var written = new ArrayBufferWriter<byte>();
        await shown.WriteToAsync(written, null, TestContext.Current.CancellationToken);
        var json = JsonNode.Parse(written.WrittenSpan)!.AsObject();
        Assert.Equal(
            naive.RelationsOf(entityRef),
            json["relations"]!.AsArray().Select(relation => $"{relation!["type"]} {relation["targetRef"]}"));
        json.Remove("relations");
        var annotations = json["metadata"]!["annotations"]!.AsObject();
        Assert.True(annotations.Remove("platform.functions/verified-at"));
        if (annotations.Count == 0)
        {
            json["metadata"]!.AsObject().Remove("annotations");
        }

        Assert.True(JsonNode.DeepEquals(naive[entityRef], json), json.ToJsonString());
    }
}

/// <summary>For entities that are whole in memory.</summary>
internal sealed class NoBodies : ICatalogBodies
{
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(string address, CancellationToken cancellationToken) =>
        throw new InvalidDataException(address);
}
