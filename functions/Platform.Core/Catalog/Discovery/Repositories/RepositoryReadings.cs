using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.Repositories;

/// <param name="Readings">What the catalog is to be told, what is there before what has gone.</param>
/// <param name="Diverged">Sources of which a webhook should have told before.</param>
/// <param name="Before">What was remembered.</param>
/// <param name="Next">What is remembered once that is done.</param>
public sealed record RepositoryOutcome(
    IReadOnlyList<SourceReading> Readings, IReadOnlyList<string> Diverged, RepositoryRecord Before, RepositoryRecord Next)
{
    public bool IsFailed => Next.Problem is not null;

    /// <summary>Nothing is made of what was seen; everything stays as it was.</summary>
    public static RepositoryOutcome Failed(RepositoryRecord record, string problem) =>
        new([], [], record, record with { Problem = problem });
}

/// <summary>Makes readings of what was seen: only files whose content is not the catalog's are read.</summary>
public sealed class RepositoryReadings(IRepositoryReading reading, DiscoveryLimits limits)
{
    /// <param name="manifests">Of all sources that <see cref="SourcesOf"/> names, as far as they are there.</param>
    /// <param name="at">When looking began.</param>
    public async Task<RepositoryOutcome> ReadAsync(
        RepositorySight sight,
        IReadOnlyDictionary<string, SourceManifest> manifests,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var record = sight.Record;
        if (sight.Kind == SightKind.Failed)
        {
            return RepositoryOutcome.Failed(record, sight.Problem!.Message);
        }

        var isSettled = record.Listed.PushedAt is not { } pushed || at - pushed > limits.PushMargin;
        var next = record with { Known = record.Listed, LookedAt = at, IsSettled = isSettled, Problem = null };
        if (sight.Kind == SightKind.Unchanged)
        {
            return new([], [], record, next);
        }

        var there = new List<SourceReading>();
        List<SeenFile> mine =
        [
            .. sight.Files.Where(file =>
                manifests.GetValueOrDefault(Descriptor.SourceOf(record.Listed.Name, file.Path))?.IsRegistered() != true),
        ];
        try
        {
            foreach (var file in mine)
            {
                var descriptor = RepositoryDescriptors.Of(record.Listed, record.Listed.DefaultBranch, file.Path);
                there.Add(await ReadAsync(record, descriptor, file, manifests, cancellationToken));
            }
        }
        catch (TransientSourceControlException passing) when (passing.RetryAfter is null)
        {
            return RepositoryOutcome.Failed(record, passing.Message);
        }

        var gone = Gone(sight, there, manifests).ToList();
        // A file that can't be taken over, or that a registered location may let go, is looked at again with the next sweep.
        var isWhole = mine.Count == sight.Files.Count && there.All(one => one.State != SourceState.Failed);
        return new(
            [.. there, .. gone],
            [.. there.Concat(gone).Where(one => Diverges(record, one, manifests)).Select(one => one.Source)],
            record,
            next with
            {
                IsComplete = sight.IsComplete,
                TreeTag = isWhole ? sight.TreeTag : null,
                Paths = [.. sight.Files.Select(file => file.Path)],
            });
    }

    public static IEnumerable<string> SourcesOf(RepositorySight sight) =>
        sight.Files.Select(file => Descriptor.SourceOf(sight.Record.Listed.Name, file.Path)).Concat(FormerSources(sight));

    private async Task<SourceReading> ReadAsync(
        RepositoryRecord record,
        Descriptor descriptor,
        SeenFile file,
        IReadOnlyDictionary<string, SourceManifest> manifests,
        CancellationToken cancellationToken)
    {
        if (manifests.TryGetValue(descriptor.Source, out var known)
            && known is { IsGone: false, ContentTag: { } tag } && tag == file.Sha
            && known.Location == descriptor.Location && !record.IsElsewhere)
        {
            return new(descriptor, SourceState.Unchanged, ContentTag: file.Sha);
        }

        var text = file.Text is { } seen
            ? Result<string>.Ok(seen)
            : await reading.BlobAsync(record.Listed.Name, file.Sha, cancellationToken);
        return text.IsOk
            ? new(descriptor, SourceState.Read, text.Value, ContentTag: file.Sha)
            : new(descriptor, SourceState.Failed, Problems: text.Problems);
    }

    /// <summary>
    /// What a repository held under its former name, and what was moved within it, is gone for certain. Of other files only
    /// their absence is known: two complete looks have to agree on it.
    /// </summary>
    private static IEnumerable<SourceReading> Gone(
        RepositorySight sight, IReadOnlyList<SourceReading> there, IReadOnlyDictionary<string, SourceManifest> manifests)
    {
        var record = sight.Record;
        var moved = there
            .Where(one => one.ContentTag is not null && !manifests.ContainsKey(one.Source))
            .Select(one => one.ContentTag!)
            .ToHashSet();
        foreach (var source in FormerSources(sight))
        {
            if (manifests.TryGetValue(source, out var manifest) && !manifest.IsGone && !manifest.IsRegistered()
                && (record.FormerName is not null || (manifest.ContentTag is { } tag && moved.Contains(tag))))
            {
                var path = RepositoryDescriptors.Parse(source)!.Value.Path;
                yield return new(new Descriptor(source, manifest.Location, path), SourceState.Gone);
            }
        }
    }

    /// <summary>What was there and is not where it was.</summary>
    private static IEnumerable<string> FormerSources(RepositorySight sight)
    {
        var record = sight.Record;
        var name = record.FormerName ?? record.Listed.Name;
        var seen = record.FormerName is null && sight.Kind == SightKind.Seen
            ? sight.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal)
            : [];
        return record.Paths.Where(path => !seen.Contains(path)).Select(path => Descriptor.SourceOf(name, path));
    }

    private static bool Diverges(
        RepositoryRecord record, SourceReading one, IReadOnlyDictionary<string, SourceManifest> manifests) => one.State switch
        {
            SourceState.Gone => true,
            SourceState.Read => manifests.GetValueOrDefault(one.Source) is { IsGone: false } known
                ? known.ContentTag is { } tag && tag != one.ContentTag
                : record.Known is not null,
            _ => false,
        };
}
