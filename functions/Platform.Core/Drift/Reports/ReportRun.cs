using Platform.Core.Drift.Findings;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Reports;

/// <param name="Made">And what was made before and is still to be handed over.</param>
/// <param name="Quiet">Scopes of which there is nothing to say.</param>
/// <param name="Pending">Reports that some channel does not have yet; it is tried again.</param>
public sealed record ReportOutcome(
    IReadOnlyList<DriftReport> Made, IReadOnlyList<string> Quiet, IReadOnlyList<string> Pending);

/// <summary>
/// Makes a report for every team and one for all, writes down with it what it tells, and hands it over. In this order, so that a
/// process that ends anywhere leaves at worst something that is handed over again, under the same name.
/// </summary>
public sealed class ReportRun(
    ReportGrounds grounds, IDocuments<ReportBook> books, IGoldenPathSource paths, ReportChannels channels,
    ReportDelivery delivery, ReportTargets targets, TimeProvider clock) : IDriftListener
{
    /// <summary>Comes by every few minutes; one row is read when nothing is due.</summary>
    public async Task OnTimeAsync(CancellationToken cancellationToken)
    {
        var (now, settings) = (clock.GetUtcNow(), (await paths.CurrentAsync(cancellationToken)).Reports);
        var all = await books.FindAsync(ReportBook.IdOf(DriftReport.All), cancellationToken);
        if (ReportSchedule.TryParse(settings.Schedule ?? targets.Schedule, out var schedule) && schedule.IsDue(all?.At, now))
        {
            await MakeAsync(null, book => book.At is null || schedule.IsDue(book.At, now), cancellationToken);
        }
        else if (all?.Pending is not null)
        {
            await HandOverAsync(settings, cancellationToken);
        }
    }

    /// <summary>At once, whatever the schedule says.</summary>
    /// <param name="scope">Null: all.</param>
    public Task<ReportOutcome> MakeAsync(string? scope, CancellationToken cancellationToken) =>
        MakeAsync(scope, _ => true, cancellationToken);

    /// <returns>What would be told now; nothing is stored, and nobody is told.</returns>
    public async Task<DriftReport> PreviewAsync(string scope, CancellationToken cancellationToken)
    {
        var ground = await grounds.ReadAsync(cancellationToken);
        var campaigns = await grounds.CampaignsAsync(scope, cancellationToken);
        return ReportDraft.Of(ground.BookOf(scope), ground.Of(scope), ground.At, campaigns).Report;
    }

    /// <summary>A good moment for what could not be handed over.</summary>
    public async Task OnSweepEndedAsync(DriftSweepEnd end, CancellationToken cancellationToken) =>
        await HandOverAsync((await paths.CurrentAsync(cancellationToken)).Reports, cancellationToken);

    private async Task HandOverAsync(ReportSettings settings, CancellationToken cancellationToken)
    {
        foreach (var book in await books.ListAsync(cancellationToken))
        {
            await delivery.HandOverAsync(book, settings, cancellationToken);
        }
    }

    private async Task<ReportOutcome> MakeAsync(
        string? only, Func<ReportBook, bool> isDue, CancellationToken cancellationToken)
    {
        var settings = (await paths.CurrentAsync(cancellationToken)).Reports;
        // What was made before goes first: another report is made when it has arrived.
        await HandOverAsync(settings, cancellationToken);
        var ground = await grounds.ReadAsync(cancellationToken);
        var (made, quiet, pending) = (new List<DriftReport>(), new List<string>(), new List<string>());
        // The one for all comes last: it says whether everything was made, and a run that broke off is repeated.
        foreach (var scope in only is null ? ground.Scopes : [only])
        {
            var to = await channels.OfAsync(scope, settings, cancellationToken);
            var campaigns = await grounds.CampaignsAsync(scope, cancellationToken);
            var book = (await books.ChangeAsync(
                ReportBook.IdOf(scope),
                current => current is { Pending: not null } || current?.At >= ground.At || !isDue(current ?? ReportBook.Of(scope))
                    ? null
                    : (current ?? ReportBook.Of(scope)).Next(ground.Of(scope), ground.At, to, campaigns),
                cancellationToken))!;
            if (book.Pending is not { IsQuiet: false } report)
            {
                quiet.Add(scope);
            }
            else
            {
                made.Add(report);
            }

            if (await delivery.HandOverAsync(book, settings, cancellationToken) is { Pending: { } waiting })
            {
                pending.Add(waiting.Id);
            }
        }

        return new(made, quiet, pending);
    }
}
