using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>
/// Brings the catalog up to date with what a push has touched, and reads nothing else: descriptors, files that somebody has
/// registered, and descriptors whose placeholders read a touched file. One call for all of it, so that what was moved stays the
/// same entity.
/// </summary>
public sealed class PushIngestion(
    IRepositoryReading reading,
    ISourceManifests manifests,
    Dependents dependents,
    SourceIngestor sources,
    DescriptorNames names,
    IQueueSender queues)
{
    private static readonly string[] Readable = [".yaml", ".yml", ".json"];

    /// <param name="at">When looking at the branch began.</param>
    public async Task<IngestReport> IngestAsync(
        RepositoryNews news, PushedFiles files, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var push = new Push(news, files, RepositoryName.Parse(news.Repository));
        var candidates = files.All.Where(path => names.Match(path) || Readable.Contains(Path.GetExtension(path))).ToList();
        var known = await manifests.FindAsync([.. candidates.Select(push.SourceOf).Distinct()], cancellationToken);
        var readings = new List<SourceReading>();
        foreach (var path in candidates.Distinct(StringComparer.Ordinal))
        {
            var manifest = known.GetValueOrDefault(push.SourceOf(path));
            // What was registered is read by its location, which hears of pushes, too.
            if ((names.Match(path) || manifest is { IsGone: false }) && manifest?.IsRegistered() != true
                && await ReadAsync(push, path, manifest, cancellationToken) is { } one)
            {
                readings.Add(one);
            }
        }

        var touched = readings.Select(one => one.Source).ToHashSet(StringComparer.Ordinal);
        var reads = await dependents.OfAsync([.. files.All.Select(push.PageOf).Distinct()], cancellationToken);
        await RefreshAsync(news, reads.Where(one => one.IsRegistered()), cancellationToken);
        foreach (var manifest in reads.Where(one => !touched.Contains(one.Source) && !one.IsRegistered()))
        {
            var one = manifest.Source.StartsWith(RepositoryDescriptors.PrefixOf(push.Name), StringComparison.Ordinal)
                ? await ReadAsync(push, RepositoryDescriptors.Parse(manifest.Source)!.Value.Path, null, cancellationToken)
                : await dependents.ReadAsync(manifest, cancellationToken);
            if (one is { State: SourceState.Read })
            {
                readings.Add(one);
                known = new Dictionary<string, SourceManifest>(known) { [one.Source] = manifest };
            }
        }

        return await IngestAsync(push, readings, known, at, cancellationToken);
    }

    /// <summary>A location hears of pushes to what it leads to, but not to what that reads.</summary>
    private async Task RefreshAsync(
        RepositoryNews news, IEnumerable<SourceManifest> registered, CancellationToken cancellationToken)
    {
        foreach (var location in registered.Select(one => one.Origin![(one.Origin!.IndexOf(':') + 1)..]).Distinct())
        {
            var id = $"text-{ContentHash.Of($"{news.Id} {location}")[..32]}";
            await new RefreshMessage(id, location).SendAsync(queues, TimeSpan.Zero, cancellationToken);
        }
    }

    private async Task<IngestReport> IngestAsync(
        Push push,
        IReadOnlyList<SourceReading> readings,
        IReadOnlyDictionary<string, SourceManifest> known,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var report = IngestReport.Empty;
        var own = RepositoryDescriptors.OriginOf(push.Name.Owner);
        // What somebody has registered stays a registered location's.
        foreach (var origin in readings
            .GroupBy(one => known.GetValueOrDefault(one.Source) is { IsGone: false, Origin: { } origin } ? origin : own)
            .OrderByDescending(group => group.Key == own))
        {
            report = report.Plus(await sources.IngestAsync(
                [.. origin.OrderBy(one => one.State == SourceState.Gone)],
                new(at, IngestCause.Push, origin.Key) { Reason = push.News.Id },
                cancellationToken));
        }

        return report;
    }

    /// <returns>Null for what is neither there nor known.</returns>
    private async Task<SourceReading?> ReadAsync(
        Push push, string path, SourceManifest? manifest, CancellationToken cancellationToken)
    {
        var descriptor = push.DescriptorOf(path);
        var isRemoved = push.Files.Removed.Contains(path) && !push.Files.Changed.Contains(path);
        if (isRemoved && push.IsNewest)
        {
            return manifest is { IsGone: false } ? new(descriptor, SourceState.Gone) : null;
        }

        var file = await reading.FileAsync(push.Name, path, push.Files.Sha, knownTag: null, cancellationToken);
        if (file.IsOk)
        {
            return manifest is { IsGone: false } && manifest.ContentTag == file.Value.Sha
                && manifest.Location == descriptor.Location
                ? new(descriptor, SourceState.Unchanged, ContentTag: file.Value.Sha)
                : new(descriptor, SourceState.Read, file.Value.Text, ContentTag: file.Value.Sha);
        }

        if (file.Problems[0].Code != ReadingProblems.FileNotFound)
        {
            return new(descriptor, SourceState.Failed, Problems: file.Problems);
        }

        await ConfirmAsync(push, path, cancellationToken);
        return manifest is { IsGone: false } ? new(descriptor, SourceState.Gone) : null;
    }

    /// <summary>That a file is not found may be a replica's mistake; the list of the commit's files is its own proof.</summary>
    /// <exception cref="TransientSourceControlException">It is there, or nobody knows: ask again.</exception>
    private async Task ConfirmAsync(Push push, string path, CancellationToken cancellationToken)
    {
        push.Tree ??= await reading.TreeAsync(push.Name, push.Files.Sha, knownTag: null, cancellationToken);
        if (!push.Tree.IsOk || push.Tree.Value.Files.Any(file => file.Path == path))
        {
            throw new TransientSourceControlException(
                "not-readable-yet", $"{path} of {push.Name} is not to be had at {push.Files.Sha} yet");
        }
    }

    private sealed record Push(RepositoryNews News, PushedFiles Files, RepositoryName Name)
    {
        private readonly Uri _url = News.Url ?? new Uri($"https://github.com/{Name}");

        public Result<RepositoryTree>? Tree { get; set; }

        /// <value>Nobody has pushed since.</value>
        public bool IsNewest => Files.Sha == News.After;

        public string SourceOf(string path) => Descriptor.SourceOf(Name, path);

        public string PageOf(string path) => FileOf(path).PageOf(path);

        public Descriptor DescriptorOf(string path) => Descriptor.InRepository(FileOf(path));

        private DescriptorFile FileOf(string path) => new(Name, Files.Sha, path, _url, News.Branch!);
    }
}
