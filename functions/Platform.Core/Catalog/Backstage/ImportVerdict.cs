using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <summary>Judges one entity by what this catalog has before and after.</summary>
internal static class ImportVerdict
{
    public static async Task<ImportedEntity> OfAsync(
        ImportStep step,
        IReadOnlyDictionary<EntityRef, SeenEntity> before,
        IReadOnlyDictionary<EntityRef, SeenEntity> after,
        ILookup<string, Problem> problems,
        Func<DeclaredEntity, CancellationToken, Task<IReadOnlyList<Problem>>> whyMissing,
        bool isDryRun,
        CancellationToken cancellationToken)
    {
        var entity = step.Entity;
        var name = ImportedEntity.NameOf(entity);
        if (step.Told is { } told)
        {
            return new(name, entity.Location, told) { Register = step.Register, Problems = step.Problems };
        }

        IReadOnlyList<Problem> found = step.Reading is { } reading ? [.. problems[reading.Source]] : [];
        var here = after.GetValueOrDefault(entity.Ref!);
        if (here is null)
        {
            return new(name, entity.Location, ImportOutcome.Rejected)
            {
                Problems = found.Count > 0 ? found : await whyMissing(entity, cancellationToken),
            };
        }

        var known = before.GetValueOrDefault(entity.Ref!);
        var fields = EntityDifferences.Between(entity, here.Entity);
        var outcome = fields.Count == 0 ? ImportOutcome.Identical
            // What was refused is not what this catalog says instead.
            : found.Count > 0 ? ImportOutcome.Rejected
            : ImportOutcome.Different;
        return new(name, entity.Location, outcome)
        {
            Fields = outcome == ImportOutcome.Different ? fields : [],
            Problems = found,
            Written = step.Reading is not null
                && (isDryRun
                    ? known is null || EntityDifferences.Between(known.Entity, here.Entity).Count > 0
                    : known?.Etag != here.Etag),
        };
    }
}
