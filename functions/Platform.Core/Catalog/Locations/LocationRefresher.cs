using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <param name="RetryAfter">Something failed that may pass by itself; how long to wait at least.</param>
public sealed record RefreshOutcome(IngestReport Report, TimeSpan? RetryAfter = null);

/// <summary>Reads registered locations and brings the catalog up to date with what they lead to.</summary>
public sealed class LocationRefresher(
    LocationReader reader,
    LocationAddresses addresses,
    ILocationHoldings holdings,
    LocationSharing sharing,
    LocationReturn returning,
    SourceIngestor sources,
    IQueueSender queues,
    TimeProvider clock)
{
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(3);

    /// <param name="forced">Sources that are read whatever their tags say; null means all.</param>
    public async Task<RefreshOutcome> RefreshAsync(
        RegisteredLocation location, string by, IReadOnlySet<string>? forced, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var before = await holdings.FindAsync(location.Id, cancellationToken);
        var start = StartOf(location);
        if (!start.IsOk)
        {
            // It could be read when it was registered; since then an administrator has changed what is allowed.
            var refused = LocationEntity.Read(location, start.Problems);
            return new(await sources.IngestAsync([refused], Options(location, at, by), cancellationToken));
        }

        var contents = await reader.ReadAsync(
            start.Value with { Tags = before.Tags, IsForced = forced is null, Forced = forced ?? new HashSet<string>() },
            cancellationToken);
        var shared = await sharing.DivideAsync(location, before, contents.Readings, cancellationToken);
        var options = Options(location, at, by);
        var report = await sources.IngestAsync(
            [EntityOf(location, contents), .. shared.Own], options, cancellationToken);
        var outcome = await returning.ReturnAsync(
            new(report, contents.RetryAfter), shared.Returned, options, cancellationToken);
        await holdings.ReplaceAsync(
            new(location.Id, shared.Held, contents.Tags, contents.Watched), cancellationToken);
        foreach (var other in shared.TakenBy)
        {
            await new RefreshMessage($"share-{other}-{at:yyyyMMddTHHmmssfff}", other)
                .SendAsync(queues, TimeSpan.Zero, cancellationToken);
        }

        // Pushes are heard of from now on; one that came since the reading began was not.
        if (contents.Watched.Except(before.Watched).Any())
        {
            await new RefreshMessage($"watch-{location.Id}-{at:yyyyMMddTHHmmssfff}", location.Id)
                .SendAsync(queues, SettlingTime, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Reads, and writes nothing.</summary>
    public async Task<Result<IngestReport>> TryAsync(
        RegisteredLocation location, string by, CancellationToken cancellationToken)
    {
        var start = StartOf(location);
        if (!start.IsOk)
        {
            return Result<IngestReport>.Failed(start.Problems);
        }

        var contents = await reader.ReadAsync(start.Value with { IsForced = true }, cancellationToken);
        return await sources.IngestAsync(
            [EntityOf(location, contents), .. contents.Readings],
            Options(location, clock.GetUtcNow(), by) with { DryRun = true },
            cancellationToken);
    }

    public Result<LocationStart> StartOf(RegisteredLocation location)
    {
        var address = addresses.Resolve(location.Target, from: null);
        return address.IsOk
            ? new LocationStart(
                location.Source, location.Reference, location.Source,
                new(location.Target, address.Value, new(location.Source, "spec.target"), location.IsOptional))
            : Result<LocationStart>.Failed([.. address.Problems.Select(problem => problem with { Field = "target" })]);
    }

    private static SourceReading EntityOf(RegisteredLocation location, LocationContents contents) => LocationEntity.Read(
        location,
        [.. contents.Problems.Where(problem => problem.Source == location.Source).Select(problem => problem.Problem)]);

    private static IngestOptions Options(RegisteredLocation location, DateTimeOffset at, string by) =>
        new(at, IngestCause.Location, location.Source) { By = by, Reason = location.Reference };
}
