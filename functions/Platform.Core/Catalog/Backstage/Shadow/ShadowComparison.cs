using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Queries;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage.Shadow;

/// <summary>
/// Compares a Backstage with this catalog, page by page. Beside a page it keeps a name for each entity and the first differences.
/// </summary>
public sealed class ShadowComparison(CatalogSight sight)
{
    private const int PageSize = 500;

    /// <returns>A problem when one of the catalogs could not be read completely: then nothing is judged.</returns>
    public async Task<Result<ShadowReport>> RunAsync(
        IBackstageCatalog backstage, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var view = await sight.LookAsync(cancellationToken);
        if (!view.IsOk)
        {
            return Result<ShadowReport>.Failed(view.Problems);
        }

        var tally = new ShadowTally();
        var seen = new HashSet<EntityRef>();
        await foreach (var page in backstage.ReadAsync(cancellationToken))
        {
            if (!page.IsOk)
            {
                return Result<ShadowReport>.Failed(page.Problems);
            }

            var theirs = page.Value.Entities.Where(entity => entity.Ref is not null && Counts(entity.Ref)).ToList();
            seen.UnionWith(theirs.Select(entity => entity.Ref!));
            var ours = await CatalogSight.FindAsync(view.Value, [.. theirs.Select(entity => entity.Ref!)], cancellationToken);
            foreach (var entity in theirs)
            {
                tally.Compare(entity, ours.GetValueOrDefault(entity.Ref!)?.Entity);
            }
        }

        Rest(view.Value, seen, tally);
        return tally.ToReport(at);
    }

    private static void Rest(CatalogView view, HashSet<EntityRef> seen, ShadowTally tally)
    {
        EntityCursor? cursor = null;
        do
        {
            var page = view.Query(new(EntityFilter.Everything, [], PageSize, Cursor: cursor));
            foreach (var entity in page.Items.Where(entity => Counts(entity.Ref) && !seen.Contains(entity.Ref)))
            {
                tally.OnlyHere(entity.Ref);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static bool Counts(EntityRef entityRef) =>
        !entityRef.Kind.Equals(LocationDocument.Kind, StringComparison.OrdinalIgnoreCase);
}
