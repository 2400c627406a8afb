using Platform.Core.Metrics.Senders;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Metrics.Backfill;

/// <summary>The steps of a backfill; each may be repeated: what was told before is the same event.</summary>
public sealed class BackfillWork(
    IBackfills backfills, IGitHubPast past, IRepositoryReading reading, DeliveryWork deliveries, TimeProvider clock)
{
    private const string Sender = "github";
    private const string ListingIncomplete = "listing-incomplete";

    private static readonly Dictionary<string, string> NoHints = [];
    private static readonly Dictionary<string, int> NoCounts = [];

    /// <returns>How many repositories there are to read.</returns>
    public async Task<int> PlanAsync(string id, CancellationToken cancellationToken)
    {
        var request = await FindAsync(id, cancellationToken);
        var repositories = request.Repository is { } only
            ? [only]
            : await ListAsync(request.Organization!, cancellationToken);
        await backfills.PlanAsync(id, repositories, cancellationToken);
        return repositories.Count;
    }

    public async Task<BackfillPage> TellAsync(
        string id, int place, PastKind kind, int page, CancellationToken cancellationToken)
    {
        var request = await FindAsync(id, cancellationToken);
        var repository = await backfills.RepositoryAsync(id, place, cancellationToken);
        var read = await past.ReadAsync(repository, kind, request.Since, page, cancellationToken);
        var told = read.IsOk
            ? await TellAsync(place, kind, page, read.Value, cancellationToken)
            : new BackfillPage(place, kind, page, 0, 0, 0, NoCounts, $"{read.Problems[0]}", More: false);
        await backfills.NoteAsync(id, told, cancellationToken);
        return told;
    }

    private async Task<BackfillPage> TellAsync(
        int place, PastKind kind, int page, PastPage read, CancellationToken cancellationToken)
    {
        var (events, added, ignored, problem) = (0, 0, new Dictionary<string, int>(StringComparer.Ordinal), (string?)null);
        foreach (var one in read.Deliveries)
        {
            var id = ContentHash.Of(one.Payload.ToJsonString(PlatformJson.Options));
            var record = await deliveries.TellAsync(
                new(Sender, id, one.Event, one.Payload, clock.GetUtcNow(), NoHints), cancellationToken);
            events += record.Events.Count;
            added += record.Added;
            switch (record.Outcome)
            {
                case DeliveryOutcome.Ignored:
                    ignored[record.Reason!] = ignored.GetValueOrDefault(record.Reason!) + 1;
                    break;
                case DeliveryOutcome.Refused:
                    problem ??= $"{record.Problems[0]}";
                    break;
                case DeliveryOutcome.Incomplete:
                    throw new TransientSourceControlException(record.Reason!, record.Problems[0].Message);
            }
        }

        return new(place, kind, page, read.Read, events, added, ignored, problem, read.More);
    }

    private async Task<IReadOnlyList<RepositoryName>> ListAsync(string organization, CancellationToken cancellationToken)
    {
        var listing = await reading.ListAsync(organization, cancellationToken);
        return listing.Complete
            ? [.. listing.Repositories.OrderBy(one => one.Id).Select(one => one.Name)]
            : throw new TransientSourceControlException(
                ListingIncomplete,
                $"the repositories of {organization} could not be listed: {listing.Reason}");
    }

    private async Task<BackfillRequest> FindAsync(string id, CancellationToken cancellationToken) =>
        await backfills.FindAsync(id, cancellationToken)
            ?? throw new InvalidOperationException($"There is no backfill {id}.");
}
