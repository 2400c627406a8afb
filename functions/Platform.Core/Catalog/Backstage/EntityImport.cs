using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Sources;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <summary>
/// Takes entities of another catalog over. What this catalog has from a source of its own is compared and left alone; what can be
/// read where the other catalog reads it is to be registered; only the rest is copied. A copy belongs to the other catalog: the
/// next import renews it, and lets it go when a source has come to describe it. Nothing is ever removed for being absent.
/// </summary>
public sealed class EntityImport(
    CatalogSight sight,
    ISourceManifests manifests,
    ImportPlaces places,
    IKindDefinitions kinds,
    SourceIngestor sources,
    TimeProvider clock)
{
    public const string Duplicate = "entity-duplicate";

    /// <summary>Repeating it is harmless.</summary>
    /// <returns>One for each entity, in order; a problem when the catalog can't be seen as it is.</returns>
    public async Task<Result<IReadOnlyList<ImportedEntity>>> RunAsync(
        ImportRequest request, string by, CancellationToken cancellationToken)
    {
        var view = await sight.LookAsync(cancellationToken);
        if (!view.IsOk)
        {
            return Result<IReadOnlyList<ImportedEntity>>.Failed(view.Problems);
        }

        List<DeclaredEntity> declared = [.. request.Entities.Select(DeclaredEntity.Of)];
        List<EntityRef> refs = [.. declared.Select(entity => entity.Ref).OfType<EntityRef>().Distinct()];
        var before = await CatalogSight.FindAsync(view.Value, refs, cancellationToken);
        var copies = await manifests.FindAsync(
            [.. refs.Select(entityRef => ImportedCopy.SourceOf(request.From, entityRef))], cancellationToken);
        var registry = new KindRegistry(await kinds.ListAsync(cancellationToken));
        var seen = new HashSet<EntityRef>();
        var steps = new List<ImportStep>();
        foreach (var entity in declared)
        {
            steps.Add(entity.Ref is not { } entityRef ? Nameless(entity, registry)
                : !seen.Add(entityRef) ? Twice(entity)
                : places.Decide(
                    entity, before.GetValueOrDefault(entityRef),
                    copies.GetValueOrDefault(ImportedCopy.SourceOf(request.From, entityRef)), request));
        }

        return Result<IReadOnlyList<ImportedEntity>>.Ok(await CarryOutAsync(steps, before, request, by, cancellationToken));
    }

    private async Task<IReadOnlyList<ImportedEntity>> CarryOutAsync(
        IReadOnlyList<ImportStep> steps,
        IReadOnlyDictionary<EntityRef, SeenEntity> before,
        ImportRequest request,
        string by,
        CancellationToken cancellationToken)
    {
        var readings = steps.Select(step => step.Reading).OfType<SourceReading>().ToList();
        var report = IngestReport.Empty;
        var after = before;
        if (readings.Count > 0)
        {
            var options = new IngestOptions(
                clock.GetUtcNow(), IngestCause.Import, ImportedCopy.OriginOf(request.From), request.DryRun)
            {
                By = by,
                Reason = request.From,
            };
            report = await sources.IngestAsync(readings, options, cancellationToken);
            after = request.DryRun ? Foreseen(before, report) : await AfterAsync(steps, cancellationToken);
        }

        var problems = report.Problems.ToLookup(located => located.Source, located => located.Problem with { Place = null });
        var told = new List<ImportedEntity>();
        foreach (var step in steps)
        {
            told.Add(await ImportVerdict.OfAsync(
                step, before, after, problems, places.WhyMissingAsync, request.DryRun, cancellationToken));
        }

        return told;
    }

    private async Task<IReadOnlyDictionary<EntityRef, SeenEntity>> AfterAsync(
        IReadOnlyList<ImportStep> steps, CancellationToken cancellationToken)
    {
        // What is written is written; not seeing it at once is no failure of the import, and the caller asks again.
        var view = await sight.LookAsync(cancellationToken);
        return view.IsOk
            ? await CatalogSight.FindAsync(
                view.Value, [.. steps.Select(step => step.Entity.Ref).OfType<EntityRef>()], cancellationToken)
            : throw new TimeoutException(view.Problems[0].Message);
    }

    private static Dictionary<EntityRef, SeenEntity> Foreseen(
        IReadOnlyDictionary<EntityRef, SeenEntity> before, IngestReport report)
    {
        var after = new Dictionary<EntityRef, SeenEntity>(before);
        foreach (var entity in report.Entities)
        {
            after[entity.Ref] = new(DeclaredEntity.Of(entity.Body), entity.Etag, IsClaimed: false);
        }

        return after;
    }

    private static ImportStep Nameless(DeclaredEntity entity, KindRegistry registry)
    {
        var start = new SourcePlace(entity.Location, 1, 1);
        var document = new SourceDocument(
            entity.Location, 0, start, entity.Body, new Dictionary<string, SourcePlace>());
        var judged = EntityValidation.Validate(document, registry);
        return ImportStep.Refuse(entity, [.. judged.Problems.Select(problem => problem with { Place = null })]);
    }

    private static ImportStep Twice(DeclaredEntity entity) => ImportStep.Refuse(entity, new Problem(
        Duplicate, $"'{entity.Ref}' occurs twice.", "metadata.name", entity.Ref!.Canonical, "each entity once"));
}
