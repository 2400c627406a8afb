using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>
/// Looks at all of a repository because something happened to it as a whole. That something happened is certain, so what is
/// not there any more is gone; what it held under a former name goes over to the new one in the same call.
/// </summary>
public sealed class RepositoryRefresh(
    IRepositoryReading reading,
    IRepositoryRecords records,
    ISourceManifests manifests,
    SourceIngestor sources,
    DescriptorNames names,
    DiscoveryLimits limits,
    TimeProvider clock)
{
    public async Task<IngestReport> LookAsync(RepositoryNews news, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var found = await reading.FindAsync(RepositoryName.Parse(news.Repository), cancellationToken);
        // One that is not there was deleted or hidden since: other news, or the next sweep, tells of that.
        return found.IsOk && found.Value.Id == news.Number
            ? await LookAsync(news, found.Value, at, cancellationToken)
            : IngestReport.Empty;
    }

    /// <summary>The repository is gone, and so is all that was in it, unless another has taken its name.</summary>
    public async Task<IngestReport> ForgetAsync(RepositoryNews news, CancellationToken cancellationToken)
    {
        var name = RepositoryName.Parse(news.Repository);
        var at = clock.GetUtcNow();
        var found = await reading.FindAsync(name, cancellationToken);
        if (found.IsOk && found.Value.Id == news.Number)
        {
            await Task.Delay(limits.ReplicaLag, clock, cancellationToken);
            found = await reading.FindAsync(name, cancellationToken);
        }

        if (found.IsOk)
        {
            return found.Value.Id == news.Number
                ? IngestReport.Empty
                : await LookAsync(news with { Number = found.Value.Id }, found.Value, at, cancellationToken);
        }

        if (found.Problems[0].Code != ReadingProblems.RepositoryNotFound)
        {
            throw new TransientSourceControlException(found.Problems[0].Code, found.Problems[0].Message);
        }

        var gone = (await OfAsync([name], cancellationToken)).Select(Gone).ToList();
        var report = await IngestAsync(gone, name.Owner, at, news.Id, cancellationToken);
        await records.RemoveAsync([news.Number], cancellationToken);
        return report;
    }

    /// <summary>
    /// What was read may have been deleted before it was stored, and the news of that found nothing to forget. Two looks have to
    /// agree on it, as a replica may lag behind.
    /// </summary>
    public async Task<IngestReport> ForgetIfGoneAsync(RepositoryNews news, CancellationToken cancellationToken)
    {
        var found = await reading.FindAsync(RepositoryName.Parse(news.Repository), cancellationToken);
        if (found.IsOk || found.Problems[0].Code != ReadingProblems.RepositoryNotFound)
        {
            return IngestReport.Empty;
        }

        await Task.Delay(limits.ReplicaLag, clock, cancellationToken);
        return await ForgetAsync(news, cancellationToken);
    }

    private async Task<IngestReport> LookAsync(
        RepositoryNews news, ListedRepository found, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var tree = await reading.TreeAsync(found.Name, found.DefaultBranch, knownTag: null, cancellationToken);
        if (!tree.IsOk)
        {
            // Nothing was pushed to it yet, or it has no default branch any more: what is known of it stays.
            return tree.Problems[0].Code is ReadingProblems.RepositoryEmpty or ReadingProblems.BranchMissing
                ? IngestReport.Empty
                : throw new TransientSourceControlException(tree.Problems[0].Code, tree.Problems[0].Message);
        }

        var record = (await records.FindAsync([news.Number], cancellationToken)).GetValueOrDefault(news.Number);
        RepositoryName?[] former =
            [record?.Known?.Name, news.Former is null ? null : RepositoryName.Parse(news.Former), found.Name];
        var known = await OfAsync([.. former.OfType<RepositoryName>().Distinct()], cancellationToken);
        var readings = new List<SourceReading>();
        var files = tree.Value.Files.Where(file => names.Match(file.Path)).ToList();
        var theirs = await manifests.FindAsync(
            [.. files.Select(file => Descriptor.SourceOf(found.Name, file.Path))], cancellationToken);
        foreach (var file in files.Where(file =>
            theirs.GetValueOrDefault(Descriptor.SourceOf(found.Name, file.Path))?.IsRegistered() != true))
        {
            readings.Add(await ReadAsync(found, file, known, news.Kind == NewsKind.Pushed, cancellationToken));
        }

        var there = readings.Select(one => one.Source).ToHashSet(StringComparer.Ordinal);
        readings.AddRange(known.Where(one => !there.Contains(one.Source)).Select(Gone));
        var report = await IngestAsync(readings, found.Name.Owner, at, news.Id, cancellationToken);
        var taken = readings.Count(one => one.State is SourceState.Read or SourceState.Unchanged);
        await records.SaveAsync([Record(found, tree.Value, files, taken, at)], cancellationToken);
        return report;
    }

    private async Task<SourceReading> ReadAsync(
        ListedRepository repository,
        TreeFile file,
        IReadOnlyList<SourceManifest> known,
        bool mayBeUnchanged,
        CancellationToken cancellationToken)
    {
        var descriptor = RepositoryDescriptors.Of(repository, repository.DefaultBranch, file.Path);
        if (mayBeUnchanged && known.Any(one =>
            one.Source == descriptor.Source && one.Location == descriptor.Location && one.ContentTag == file.Sha))
        {
            return new(descriptor, SourceState.Unchanged, ContentTag: file.Sha);
        }

        var text = await reading.BlobAsync(repository.Name, file.Sha, cancellationToken);
        return text.IsOk
            ? new(descriptor, SourceState.Read, text.Value, ContentTag: file.Sha)
            : new(descriptor, SourceState.Failed, Problems: text.Problems);
    }

    private RepositoryRecord Record(
        ListedRepository found,
        RepositoryTree tree,
        List<TreeFile> files,
        int taken,
        DateTimeOffset at) => new(found.Name.Owner.ToLowerInvariant(), found)
        {
            Known = found,
            LookedAt = at,
            IsSettled = found.PushedAt is not { } pushed || at - pushed > limits.PushMargin,
            IsComplete = true,
            TreeTag = taken == files.Count ? tree.Tag : null,
            Paths = [.. files.Select(file => file.Path)],
        };

    /// <summary>Its descriptors; what somebody has registered by another name is for that location to judge.</summary>
    private async Task<IReadOnlyList<SourceManifest>> OfAsync(
        IReadOnlyList<RepositoryName> repositories, CancellationToken cancellationToken)
    {
        var found = new List<SourceManifest>();
        foreach (var owner in repositories.GroupBy(name => name.Owner.ToLowerInvariant()))
        {
            var wanted = owner.ToHashSet();
            await foreach (var manifest in manifests.ListByOriginAsync(
                RepositoryDescriptors.OriginOf(owner.Key), cancellationToken))
            {
                if (manifest.Parent is null && RepositoryDescriptors.Parse(manifest.Source) is var (repository, path)
                    && wanted.Contains(repository) && names.Match(path))
                {
                    found.Add(manifest);
                }
            }
        }

        return found;
    }

    private async Task<IngestReport> IngestAsync(
        List<SourceReading> readings, string owner, DateTimeOffset at, string reason, CancellationToken cancellationToken) =>
        readings.Count == 0
            ? IngestReport.Empty
            : await sources.IngestAsync(
                readings,
                new(at, IngestCause.Push, RepositoryDescriptors.OriginOf(owner)) { Reason = reason },
                cancellationToken);

    private static SourceReading Gone(SourceManifest manifest) => new(
        new Descriptor(manifest.Source, manifest.Location, RepositoryDescriptors.Parse(manifest.Source)!.Value.Path),
        SourceState.Gone);
}
