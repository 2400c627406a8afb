using System.Globalization;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Reports;

/// <summary>Which stay of a finding was told, and how bad it was then.</summary>
public sealed record ToldFinding(int Openings, DateTimeOffset? WorsenedAt);

/// <summary>
/// What was told of one scope, by the findings and not by the time: a sweep that writes late loses nothing, and nothing is told
/// twice. The report that follows and what is still to be handed over change with it, in one row.
/// </summary>
/// <param name="At">When the last report was made, or nothing was found to say.</param>
/// <param name="Told">By the finding's id; fixed ones leave.</param>
/// <param name="Pending">Handed over before another one is made.</param>
/// <param name="Open">Channels that it is still to be handed to.</param>
public sealed record ReportBook(
    string Scope, int Number, DateTimeOffset? At, IReadOnlyDictionary<string, ToldFinding> Told,
    IReadOnlyList<TrendPoint> Trend, DriftReport? Pending, IReadOnlyList<string> Open)
{
    private const int MostItems = 500;
    private const int MostTrend = 52;

    public static ReportBook Of(string scope) =>
        new(scope, 0, null, new Dictionary<string, ToldFinding>(), [], null, []);

    public static string IdOf(string scope) => ContentHash.Of(scope)[..20];

    /// <param name="findings">All of the scope, as they count now, whatever their state.</param>
    /// <param name="channels">Where a report goes.</param>
    /// <returns>Without a pending report when there is nothing to say.</returns>
    public ReportBook Next(
        IReadOnlyList<Finding> findings, DateTimeOffset at, IReadOnlyList<string> channels,
        IReadOnlyList<CampaignProgress>? campaigns = null)
    {
        var (told, items) = (new Dictionary<string, ToldFinding>(StringComparer.Ordinal), new List<ReportItem>());
        foreach (var finding in findings)
        {
            var before = Told.GetValueOrDefault(finding.Id);
            if (finding.State != FindingState.Open)
            {
                if (before is not null && finding.State == FindingState.Fixed)
                {
                    items.Add(ReportItem.Of(finding, ReportChange.Fixed));
                }
                else if (before is not null)
                {
                    told.Add(finding.Id, before);
                }

                continue;
            }

            told.Add(finding.Id, new(finding.Openings, finding.WorsenedAt));
            if (before is null || finding.Openings > before.Openings)
            {
                items.Add(ReportItem.Of(finding, ReportChange.New));
            }
            else if (finding.WorsenedAt is { } worse && (before.WorsenedAt is not { } known || worse > known))
            {
                items.Add(ReportItem.Of(finding, ReportChange.Worse));
            }
        }

        var totals = TotalsOf(findings);
        IReadOnlyList<TrendPoint> trend = [.. Trend.TakeLast(MostTrend - 1), new(at, totals.Open)];
        var next = this with { At = at, Told = told, Trend = trend };
        if (items.Count == 0)
        {
            return next;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{IdOf(Scope)}-{Number + 1}");
        return next with
        {
            Number = Number + 1,
            Open = channels,
            Pending = new(
                id, Scope, at, At, Count(items, ReportChange.New), Count(items, ReportChange.Worse),
                Count(items, ReportChange.Fixed),
                [
                    .. items.OrderByDescending(item => item.Severity).ThenBy(item => item.What)
                        .ThenBy(item => item.Finding, StringComparer.Ordinal).Take(MostItems),
                ],
                totals, trend)
            {
                Campaigns = campaigns ?? [],
            },
        };
    }

    public ReportBook Delivered(string report, string channel)
    {
        if (Pending?.Id != report)
        {
            return this;
        }

        IReadOnlyList<string> open = [.. Open.Where(one => one != channel)];
        return this with { Open = open, Pending = open.Count > 0 ? Pending : null };
    }

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
