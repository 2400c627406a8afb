using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.People;

/// <summary>
/// Looks through one directory and makes the catalog follow it. Nothing is changed by a listing that broke off, nobody goes for
/// being absent from one listing, and many at once go only by somebody's word.
/// </summary>
public sealed class PeopleSweep(
    IPeopleStates states,
    ISourceManifests manifests,
    SourceIngestor ingestor,
    IFreshness freshness,
    IIdentityLinks links,
    TimeProvider clock)
{
    public const string Busy = "people-busy";
    public const string Nobody = "people-nobody-listed";

    /// <summary>Repeating it is harmless, but it does count as another listing.</summary>
    /// <param name="by">Who asked, for the audit log.</param>
    public async Task<PeopleReport> RunAsync(IPeopleDirectory directory, string by, CancellationToken cancellationToken)
    {
        var (known, version) = await states.FindAsync(directory.Origin, cancellationToken);
        var listing = await directory.ReadAsync(known.Memory, cancellationToken);
        var at = clock.GetUtcNow();
        if (listing.Failure is null && listing.Users.Count == 0 && known.Users.Count > 0)
        {
            // Who may not see the members of an organisation is told that there are none.
            listing = listing with { Failure = NobodyListed(directory.Origin) };
        }

        if (listing.Failure is { } failure)
        {
            // A failure to keep what was learned costs a few calls more next time.
            var failed = known with { Memory = listing.Memory, FailedAt = at, Failure = failure.Message };
            await states.SaveAsync(failed, version, cancellationToken);
            return Report(known, listing, IngestReport.Empty, []);
        }

        var (merged, problems) = PeopleMerge.Merge(known, listing);
        var next = merged with
        {
            // Those that are known stay as long as nobody can say otherwise.
            Links = await links.ReadAsync(cancellationToken) ?? known.Links,
            CompletedAt = at,
            Failure = null,
        };
        if (!await states.SaveAsync(next, version, cancellationToken))
        {
            var busy = new Problem(Busy, $"Another sweep of {directory.Origin} was quicker.", Value: directory.Origin);
            return Report(known, listing with { Failure = busy }, IngestReport.Empty, []);
        }

        return Report(next, listing, await IngestAsync(next, at, by, cancellationToken), problems);
    }

    private async Task<IngestReport> IngestAsync(
        PeopleState state, DateTimeOffset at, string by, CancellationToken cancellationToken)
    {
        var manifest = new Dictionary<string, SourceManifest>(StringComparer.Ordinal);
        await foreach (var one in manifests.ListByOriginAsync(state.Origin, cancellationToken))
        {
            manifest[one.Source] = one;
        }

        var chunks = PeopleChunks.Of(state.Origin, PeopleEntities.Of(state));
        var left = manifest.Keys.Except(chunks.Select(chunk => chunk.Descriptor.Source)).Select(source =>
            new SourceReading(new(source, manifest[source].Location, source) { IsFromDirectory = true }, SourceState.Gone));
        var options = new IngestOptions(at, IngestCause.People, state.Origin) { By = by, Reason = state.Origin };
        var readings = chunks.Select(chunk => ReadingOf(chunk, manifest.GetValueOrDefault(chunk.Descriptor.Source)));

        // One call: what moves from one chunk to another stays, and the brake sees everything that would go.
        SourceReading[] all = [.. readings, .. left];
        var report = all.Length == 0 ? IngestReport.Empty : await ingestor.IngestAsync(all, options, cancellationToken);
        await VerifyAsync(state.Origin, all, report, at, cancellationToken);
        return report;
    }

    private static SourceReading ReadingOf(PeopleChunk chunk, SourceManifest? known)
    {
        var isSame = known is { IsGone: false, IsPending: false } && known.ContentTag == chunk.Tag
            && known.Location == chunk.Descriptor.Location;
        return isSame
            ? new(chunk.Descriptor, SourceState.Unchanged, ContentTag: chunk.Tag)
            : new(chunk.Descriptor, SourceState.Read, chunk.Text, ContentTag: chunk.Tag);
    }

    private async Task VerifyAsync(
        string origin,
        IReadOnlyList<SourceReading> readings,
        IngestReport report,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var sources = readings.Where(reading => reading.State != SourceState.Gone).Select(reading => reading.Source).ToList();
        if (sources.Count == 0)
        {
            return;
        }

        List<string> doubtful = [.. report.Problems.Select(problem => problem.Source).Distinct().Order(StringComparer.Ordinal)];
        await freshness.RecordAsync(
            new(origin, sources.Min(StringComparer.Ordinal)!, sources.Max(StringComparer.Ordinal)!, at, doubtful),
            cancellationToken);
    }

    private static Problem NobodyListed(string origin) => new(
        Nobody, $"{origin} lists nobody, although it did before; nothing is changed by that.", Value: origin,
        Expected: "at least one person, or other credentials");

    private static PeopleReport Report(
        PeopleState state, PeopleListing listing, IngestReport report, IReadOnlyList<Problem> problems)
    {
        Problem[] all = [.. problems, .. report.Problems.Select(located => located.Problem)];
        return new(
            state.Origin,
            listing.Failure is null,
            state.Users.Count,
            state.Groups.Count,
            report.Stored,
            report.Unchanged,
            report.Removed,
            state.Users.Values.Count(one => one.Missed > 0) + state.Groups.Values.Count(one => one.Missed > 0),
            report.Held.Sum(held => held.Entities.Count),
            listing.Calls)
        {
            Failure = listing.Failure,
            RetryAfter = listing.RetryAfter,
            Problems = [.. all.Take(PeopleReport.Told)],
            ProblemCount = all.Length,
        };
    }
}
