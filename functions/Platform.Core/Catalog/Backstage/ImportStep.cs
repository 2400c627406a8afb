using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <summary>What is to be done with one entity.</summary>
/// <param name="Reading">Null when nothing is written for it.</param>
public sealed record ImportStep(DeclaredEntity Entity, SourceReading? Reading = null)
{
    /// <value>Told instead of comparing.</value>
    public ImportOutcome? Told { get; private init; }

    public string? Register { get; private init; }

    public IReadOnlyList<Problem> Problems { get; private init; } = [];

    public static ImportStep Refuse(DeclaredEntity entity, params IReadOnlyList<Problem> problems) =>
        new(entity) { Told = ImportOutcome.Rejected, Problems = problems };

    public static ImportStep LeaveOut(DeclaredEntity entity) => new(entity) { Told = ImportOutcome.LeftOut };

    public static ImportStep Wait(DeclaredEntity entity, string register) =>
        new(entity) { Told = ImportOutcome.Pending, Register = register };
}

/// <summary>The copy of an entity of another catalog: a source of its own, so that each comes and goes by itself.</summary>
public static class ImportedCopy
{
    private const string FilePrefix = "file:";

    public static string OriginOf(string from) => $"backstage:{from}";

    public static string SourceOf(string from, EntityRef entityRef) => $"{OriginOf(from)}#{entityRef.Canonical}";

    public static SourceReading ReadingOf(DeclaredEntity entity, string from, SourceManifest? known)
    {
        var (descriptor, tag) = (DescriptorOf(entity, from), entity.Hash());
        var isSame = known is { IsGone: false, IsPending: false } && known.ContentTag == tag
            && known.Location == descriptor.Location;
        return isSame
            ? new(descriptor, SourceState.Unchanged, ContentTag: tag)
            : new(descriptor, SourceState.Read, entity.Body.ToJsonString(PlatformJson.Options), ContentTag: tag);
    }

    public static SourceReading Release(DeclaredEntity entity, string from) =>
        new(DescriptorOf(entity, from), SourceState.Gone);

    private static Descriptor DescriptorOf(DeclaredEntity entity, string from)
    {
        var source = SourceOf(from, entity.Ref!);
        var location = entity.Location.Length > 0 ? entity.Location : OriginOf(from);
        return new(source, location, location)
        {
            IsClaimed = true,
            // What was read from files on somebody's machine has gone through no catalog yet.
            IsResolved = !location.StartsWith(FilePrefix, StringComparison.Ordinal),
            CopiedOrigin = entity.Origin.Length > 0 ? entity.Origin : location,
        };
    }
}
