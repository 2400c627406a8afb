using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <summary>Decides by its place what becomes of an entity of another catalog.</summary>
public sealed class ImportPlaces(LocationAddresses addresses, ILocationReports reports)
{
    public const string NotDescribed = "entity-not-at-its-location";

    private const string Generated = "generated-";

    /// <param name="here">As this catalog has it.</param>
    /// <param name="copy">The manifest of the copy that an earlier import made.</param>
    public ImportStep Decide(DeclaredEntity entity, SeenEntity? here, SourceManifest? copy, ImportRequest request)
    {
        var isCopied = copy is { IsGone: false };
        if (here is not null && !isCopied)
        {
            return new(entity);
        }

        if (isCopied && here is { IsClaimed: true })
        {
            return new(entity, ImportedCopy.Release(entity, request.From));
        }

        if (entity.Ref!.Kind.Equals(LocationDocument.Kind, StringComparison.OrdinalIgnoreCase))
        {
            return Location(entity, request);
        }

        var readable = request.Readable == ReadableLocations.Copy ? null : ReadableAt(entity);
        return (readable, request.Readable) switch
        {
            ({ } target, ReadableLocations.Register) => ImportStep.Wait(entity, target),
            (not null, ReadableLocations.Registered) when !isCopied => new(entity),
            _ => new(entity, ImportedCopy.ReadingOf(entity, request.From, copy)),
        };
    }

    /// <summary>What is wrong with the places that should have brought an entity.</summary>
    public async Task<IReadOnlyList<Problem>> WhyMissingAsync(DeclaredEntity entity, CancellationToken cancellationToken)
    {
        List<string> asked = [entity.Location, entity.Origin];
        if (TargetOf(entity.Origin) is { } target)
        {
            asked.Add(RegisteredLocation.SourceOf(RegisteredLocation.IdOf(LocationDocument.UrlType, target)));
        }

        var problems = new List<Problem>();
        foreach (var location in asked.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal))
        {
            problems.AddRange((await reports.FindAsync(location, cancellationToken)).Problems);
        }

        return problems.Count > 0 ? [.. problems.Distinct().Take(10)]
            : [new(NotDescribed, "Its location was read, and does not describe it.", Value: entity.Location)];
    }

    /// <summary>
    /// The entity of a registered location comes with registering it; one in a file leads to what is imported by itself.
    /// </summary>
    private ImportStep Location(DeclaredEntity entity, ImportRequest request)
    {
        var spec = entity.Body["spec"];
        var target = DeclaredEntity.Text(spec?["target"]);
        var isRegistered = entity.Ref!.Name.StartsWith(Generated, StringComparison.Ordinal)
            && DeclaredEntity.Text(spec?["type"]) == LocationDocument.UrlType
            && target is not null && addresses.Resolve(target, from: null).IsOk;
        return (isRegistered, request.Readable) switch
        {
            (true, ReadableLocations.Register) => ImportStep.Wait(entity, target!),
            (true, ReadableLocations.Registered) => new(entity),
            _ => ImportStep.LeaveOut(entity),
        };
    }

    /// <returns>What brings the entity: what was registered there or, where that can't be read, its own file.</returns>
    private string? ReadableAt(DeclaredEntity entity) => new[] { entity.Origin, entity.Location }.Select(TargetOf)
        .FirstOrDefault(target => target is not null && addresses.Resolve(target, from: null).IsOk);

    private static string? TargetOf(string place) =>
        place.StartsWith(LocationAnnotations.UrlPrefix, StringComparison.Ordinal)
            ? place[LocationAnnotations.UrlPrefix.Length..] : null;
}
