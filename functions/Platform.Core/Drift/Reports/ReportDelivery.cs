using Microsoft.Extensions.Logging;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Reports;

/// <summary>
/// Hands a stored report to its channels, each under a name that lets it through once. One at a time: who has claimed it works
/// for less than its claim lasts, and after that anybody may go on.
/// </summary>
public sealed partial class ReportDelivery(
    IDocuments<ReportBook> books, IDocuments<DriftReport> reports, ReportChannels channels, INotifier notifier,
    IReportIssues issues, TimeProvider clock, ILogger<ReportDelivery> logger)
{
    /// <summary>Of each scope; the weekly ones of more than a year.</summary>
    public const int Kept = 60;

    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(45);

    /// <returns>As it stands afterwards.</returns>
    public async Task<ReportBook> HandOverAsync(
        ReportBook book, ReportSettings settings, CancellationToken cancellationToken)
    {
        if (book.Pending is null)
        {
            return book;
        }

        // Another instance of the record in the row's place says that the claim was granted.
        ReportBook? mine = null;
        var stands = await books.ChangeAsync(
            ReportBook.IdOf(book.Scope), current => mine = current?.Claimed(clock.GetUtcNow(), Claim), cancellationToken);
        if (mine?.Pending is not { } report)
        {
            return stands ?? book;
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Work);
        foreach (var channel in mine.Open)
        {
            try
            {
                var filed = await HandAsync(mine, report, channel, settings, limited.Token);
                stands = await ChangeAsync(book, current => (current with { Issue = filed }).Delivered(report.Id, channel));
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // The other channels are not to wait for it.
                Log.NotHandedOver(logger, failure, report.Id, channel);
                stands = await ChangeAsync(book, current => current with { ClaimedUntil = null });
            }
        }

        return stands!;

        Task<ReportBook?> ChangeAsync(ReportBook of, Func<ReportBook, ReportBook> change) =>
            books.ChangeAsync(
                ReportBook.IdOf(of.Scope), current => current?.Pending?.Id == report.Id ? change(current) : null,
                cancellationToken);
    }

    private async Task<FiledIssue?> HandAsync(
        ReportBook book, DriftReport report, string channel, ReportSettings settings, CancellationToken cancellationToken)
    {
        switch (channel)
        {
            case ReportChannels.Chat:
                await TellAsync(report, settings, cancellationToken);
                return book.Issue;
            case ReportChannels.Issue:
                return await FileAsync(book.Issue, report, settings, cancellationToken);
            default:
                await reports.ChangeAsync(report.Id, stored => stored is null ? report : null, cancellationToken);
                await reports.RemoveAsync(ReportBook.IdOf(book.Scope, book.Number - Kept), cancellationToken);
                return book.Issue;
        }
    }

    private async Task TellAsync(DriftReport report, ReportSettings settings, CancellationToken cancellationToken)
    {
        // A channel that was taken away since needs nothing more.
        if (await channels.ChatAsync(report.Scope, settings, cancellationToken) is { IsTold: true } chat)
        {
            await notifier.NotifyAsync(
                new($"drift-report/{report.Id}", ReportChat.Of(report), chat.Channel), cancellationToken);
        }
    }

    private async Task<FiledIssue?> FileAsync(
        FiledIssue? filed, DriftReport report, ReportSettings settings, CancellationToken cancellationToken)
    {
        if (!RepositoryName.TryParse(settings.Issues, out var repository))
        {
            return filed;
        }

        var issue = ReportIssueText.Of(report, repository);
        var isKnown = filed is not null && filed.Repository.Equals($"{repository}", StringComparison.OrdinalIgnoreCase);
        var shown = await issues.ShowAsync(issue, isKnown ? filed!.Number : null, cancellationToken);
        return !shown.IsOk ? throw new InvalidOperationException(shown.Problems[0].Message)
            : shown.Value is { } number ? new($"{repository}", number, issue.IsOpen)
            : filed;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Report {Id} could not be handed to {Channel}; it is tried again.")]
        public static partial void NotHandedOver(ILogger logger, Exception exception, string id, string channel);
    }
}
