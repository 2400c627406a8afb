using Platform.Core.Primitives;

namespace Platform.Core.Drift.Reports;

/// <summary>Finds reports by their scope.</summary>
public sealed class ReportReading(IDocuments<ReportBook> books, IDocuments<DriftReport> reports)
{
    // A number may be one that only an issue was told of.
    private const int MostMissing = 3;

    /// <returns>Null when there was never anything to say.</returns>
    public async Task<DriftReport?> LatestAsync(string scope, CancellationToken cancellationToken)
    {
        var book = await books.FindAsync(ReportBook.IdOf(scope), cancellationToken);
        for (var number = book?.Number ?? 0; number > Math.Max(0, book?.Number - MostMissing ?? 0); number--)
        {
            if (await reports.FindAsync(ReportBook.IdOf(scope, number), cancellationToken) is { } report)
            {
                return report;
            }
        }

        return null;
    }
}
