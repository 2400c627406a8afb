using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Reports;

/// <summary>What a scope's next report would say, and what it would have told then.</summary>
public sealed record ReportDraft(DriftReport Report, IReadOnlyDictionary<string, ToldFinding> Told)
{
    private const int MostItems = 500;
    private const int MostTrend = 52;

    /// <param name="findings">All of the scope, as they count now, whatever their state.</param>
    public static ReportDraft Of(
        ReportBook book, IReadOnlyList<Finding> findings, DateTimeOffset at, IReadOnlyList<CampaignProgress> campaigns)
    {
        var (told, items) = (new Dictionary<string, ToldFinding>(StringComparer.Ordinal), new List<ReportItem>());
        foreach (var finding in findings)
        {
            var before = book.Told.GetValueOrDefault(finding.Id);
            if (ChangeOf(finding, before) is { } what)
            {
                items.Add(ReportItem.Of(finding, what));
            }

            if (finding.State == FindingState.Open)
            {
                told.Add(finding.Id, new(finding.Openings, finding.WorsenedAt));
            }
            else if (finding.State == FindingState.Exempt && before is not null)
            {
                told.Add(finding.Id, before);
            }
        }

        var totals = TotalsOf(findings);
        var report = new DriftReport(
            ReportBook.IdOf(book.Scope, book.Number + 1), book.Scope, at, book.At,
            Count(items, ReportChange.New), Count(items, ReportChange.Worse), Count(items, ReportChange.Fixed),
            [
                .. items.OrderByDescending(item => item.Severity).ThenBy(item => item.What)
                    .ThenBy(item => item.Finding, StringComparer.Ordinal).Take(MostItems),
            ],
            totals, [.. book.Trend.TakeLast(MostTrend - 1), new(at, totals.Open)])
        {
            Campaigns = campaigns,
        };
        return new(report, told);
    }

    private static ReportChange? ChangeOf(Finding finding, ToldFinding? before) => (finding.State, before) switch
    {
        (FindingState.Open, null) => ReportChange.New,
        (FindingState.Open, _) when finding.Openings > before!.Openings => ReportChange.New,
        (FindingState.Open, _) when finding.WorsenedAt is { } worse
            && (before!.WorsenedAt is not { } known || worse > known) => ReportChange.Worse,
        (FindingState.Fixed, not null) => ReportChange.Fixed,
        _ => null,
    };

    private static int Count(List<ReportItem> items, ReportChange what) => items.Count(item => item.What == what);

    private static ReportTotals TotalsOf(IReadOnlyList<Finding> findings)
    {
        var open = findings.Where(finding => finding.State == FindingState.Open).ToList();
        return new(
            open.Count, open.Count(one => one.Severity == RuleSeverity.Error),
            open.Count(one => one.Severity == RuleSeverity.Warning), open.Count(one => one.Severity == RuleSeverity.Info),
            findings.Count(finding => finding.State == FindingState.Exempt));
    }
}
