using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;

namespace Platform.Core.Tests.Catalog.Index;

/// <summary>Pages of a catalog that changes between them.</summary>
public sealed class PageTurnTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_stays_is_seen_once_while_others_come_and_go(int seed)
    {
        var random = new Random(seed);
        var catalog = new RandomCatalog(random);
        var index = new EntityIndex();
        var view = new CatalogView(index, CatalogPosition.Start, VerifiedTimes.None, new NoBodies());
        var everybody = Enumerable.Range(0, 200).Select(_ => catalog.Ref()).Distinct().ToList();
        var staying = everybody.Where((_, i) => i % 2 == 0).ToHashSet();
        // Relations of those who stay change with those who go, so that the order must not be by them.
        List<EntityOrder> order = [new("metadata.title", seed % 2 == 0), new("spec.type")];
        index.Apply(staying.Select(entityRef => RandomCatalog.Change(entityRef, catalog.Body(entityRef, 0))));

        var seen = new List<EntityRef>();
        var query = new EntityQuery(EntityFilter.Everything, order, Limit: 3);
        var isBackwards = seed % 4 > 1;
        var page = view.Query(isBackwards ? query with { Offset = staying.Count - 1 } : query);
        while (true)
        {
            seen.AddRange(page.Items.Select(entity => entity.Ref));
            foreach (var other in everybody.Where(entityRef => !staying.Contains(entityRef) && random.Next(3) == 0))
            {
                index.Apply([RandomCatalog.Change(other, random.Next(2) == 0 ? null : catalog.Body(other, seen.Count))]);
            }

            if ((isBackwards ? page.PrevCursor : page.NextCursor) is not { } cursor)
            {
                break;
            }

            page = view.Query(query with { Cursor = cursor });
        }

        Assert.Equal(
            staying.Select(entityRef => entityRef.Canonical).Order(),
            seen.Where(staying.Contains).Select(entityRef => entityRef.Canonical).Order());
    }

    [Fact]
    public void A_page_before_the_first_entity_and_after_the_last_one_is_not_offered()
    {
        var view = Filled(["a", "b", "c"]);

        var only = view.Query(new(EntityFilter.Everything, []));
        Assert.Equal((null, null), (only.NextCursor, only.PrevCursor));

        var middle = view.Query(new(EntityFilter.Everything, [new("metadata.name")], 1, 1));
        Assert.Equal(["b"], middle.Items.Select(entity => entity.Ref.Name));
        var before = view.Query(new(EntityFilter.Everything, [], 5, 0, null, middle.PrevCursor));
        var after = view.Query(new(EntityFilter.Everything, [], 5, 0, null, middle.NextCursor));
        Assert.Equal("a c", string.Join(' ', [.. Names(before), .. Names(after)]));
    }

    [Fact]
    public void A_limit_of_nothing_counts_only()
    {
        var page = Filled(["a", "b"]).Query(new(EntityFilter.Everything, [], 0));

        Assert.Empty(page.Items);
        Assert.Equal(2, page.TotalItems);
    }

    private static List<string> Names(EntityPage page) => [.. page.Items.Select(entity => entity.Ref.Name)];

    private static CatalogView Filled(IEnumerable<string> names)
    {
        var catalog = new RandomCatalog(new Random(1));
        var index = new EntityIndex();
        index.Apply(names.Select(name => EntityRef.Parse(name, "Component"))
            .Select(entityRef => RandomCatalog.Change(entityRef, catalog.Body(entityRef, 0))));
        return new(index, CatalogPosition.Start, VerifiedTimes.None, new NoBodies());
    }
}
