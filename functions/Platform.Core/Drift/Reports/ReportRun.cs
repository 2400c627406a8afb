using Microsoft.Extensions.Logging;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Reports;

/// <param name="Chat">Whether somebody has set up a chat.</param>
public sealed record ReportTargets(bool Chat);

/// <summary>
/// Once a week, when a sweep has ended: makes a report for every team and one for all, writes down with it what it tells, and
/// hands it over. In this order, so that a process that ends anywhere leaves at worst something that is handed over twice, under
/// the same name.
/// </summary>
public sealed partial class ReportRun(
    IFindings findings,
    FindingReading reading,
    CampaignReading campaigns,
    IDocuments<ReportBook> books,
    IDocuments<DriftReport> reports,
    IGoldenPathSource paths,
    INotifier notifier,
    ReportTargets targets,
    ILogger<ReportRun> logger) : IDriftListener
{
    private const string Archive = "archive";
    private const string Chat = "chat";

    // Sweeps of two weeks do not end at the same minute.
    private static readonly TimeSpan Week = TimeSpan.FromDays(7) - TimeSpan.FromHours(12);

    public async Task OnSweepEndedAsync(DriftSweepEnd end, CancellationToken cancellationToken)
    {
        var settings = (await paths.CurrentAsync(cancellationToken)).Reports;
        var known = await books.ListAsync(cancellationToken);
        foreach (var book in known)
        {
            await HandOverAsync(book, settings, cancellationToken);
        }

        var all = known.FirstOrDefault(book => book.Scope == DriftReport.All);
        if (end.IsWhole && IsDue(all, end.EndedAt))
        {
            await MakeAsync(end.EndedAt, known, settings, cancellationToken);
        }
    }

    private static bool IsDue(ReportBook? book, DateTimeOffset at) => book?.At is not { } last || at - last >= Week;

    private async Task MakeAsync(
        DateTimeOffset at, IReadOnlyList<ReportBook> known, ReportSettings settings, CancellationToken cancellationToken)
    {
        var exempt = await reading.ExemptAsync(cancellationToken);
        var told = known.SelectMany(book => book.Told.Keys).ToHashSet(StringComparer.Ordinal);
        var found = new List<Finding>();
        await foreach (var record in findings.SubjectsAsync(null, cancellationToken))
        {
            found.AddRange(record.Findings
                .Where(one => one.State == FindingState.Open || told.Contains(one.Id))
                .Select(one => FindingReading.Shown(one with { History = [], Facts = [] }, exempt)));
        }

        var byTeam = found.Where(one => one.Subject.Owner is not null).ToLookup(one => one.Subject.Owner!.Canonical);
        // The one for all comes last: it says whether everything was made, and a run that broke off is repeated.
        var teams = byTeam.Select(team => team.Key).Union(known.Select(book => book.Scope)).Where(one => one != DriftReport.All);
        foreach (var scope in teams.Order(StringComparer.Ordinal).Append(DriftReport.All))
        {
            IReadOnlyList<Finding> of = scope == DriftReport.All ? found : [.. byTeam[scope]];
            IReadOnlyList<string> channels = HasChannel(scope, settings) ? [Archive, Chat] : [Archive];
            var progress = await campaigns.ProgressAsync(scope == DriftReport.All ? null : scope, cancellationToken);
            var book = await books.ChangeAsync(
                ReportBook.IdOf(scope),
                current => current is { Pending: not null } || !IsDue(current, at)
                    ? null
                    : (current ?? ReportBook.Of(scope)).Next(of, at, channels, progress),
                cancellationToken);
            await HandOverAsync(book!, settings, cancellationToken);
        }
    }

    private bool HasChannel(string scope, ReportSettings settings) =>
        targets.Chat && (scope == DriftReport.All || settings.Channels.ContainsKey(scope));

    private async Task HandOverAsync(ReportBook book, ReportSettings settings, CancellationToken cancellationToken)
    {
        if (book.Pending is not { } report)
        {
            return;
        }

        foreach (var channel in book.Open)
        {
            try
            {
                await (channel == Chat
                    ? TellAsync(report, settings, cancellationToken)
                    : reports.ChangeAsync(report.Id, stored => stored is null ? report : null, cancellationToken));
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // The end of the next sweep tries again; the other channels are not to wait for it.
                Log.NotHandedOver(logger, failure, report.Id, channel);
                continue;
            }

            await books.ChangeAsync(
                ReportBook.IdOf(book.Scope), current => current?.Delivered(report.Id, channel), cancellationToken);
        }
    }

    private Task TellAsync(DriftReport report, ReportSettings settings, CancellationToken cancellationToken) =>
        HasChannel(report.Scope, settings)
            ? notifier.NotifyAsync(
                new(
                    $"drift-report/{report.Id}", ReportChat.Of(report),
                    settings.Channels.GetValueOrDefault(report.Scope) ?? settings.Channel),
                cancellationToken)
            // A channel that was taken away since needs nothing more.
            : Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Report {Id} could not be handed to {Channel}; the next sweep's end tries again.")]
        public static partial void NotHandedOver(ILogger logger, Exception exception, string id, string channel);
    }
}
