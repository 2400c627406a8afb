using System.Globalization;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Findings;
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
    /// <value>The scope's issue, if it ever had one.</value>
    public FiledIssue? Issue { get; init; }

    /// <value>Until then somebody is handing it over.</value>
    public DateTimeOffset? ClaimedUntil { get; init; }

    public static ReportBook Of(string scope) =>
        new(scope, 0, null, new Dictionary<string, ToldFinding>(), [], null, []);

    public static string IdOf(string scope) => ContentHash.Of(scope)[..20];

    public static string IdOf(string scope, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{IdOf(scope)}-{number}");

    /// <param name="findings">All of the scope, as they count now, whatever their state.</param>
    /// <param name="channels">Where a report goes.</param>
    /// <returns>Without a pending report when there is nothing to say. When nothing is left at all, the scope's open issue is
    /// told so, and nobody else.</returns>
    public ReportBook Next(
        IReadOnlyList<Finding> findings, DateTimeOffset at, IReadOnlyList<string> channels,
        IReadOnlyList<CampaignProgress>? campaigns = null)
    {
        var (report, told) = ReportDraft.Of(this, findings, at, campaigns ?? []);
        var next = this with { At = at, Told = told, Trend = report.Trend };
        IReadOnlyList<string> to = !report.IsQuiet ? channels
            : report.Totals.Open == 0 && Issue is { IsOpen: true } && channels.Contains(ReportChannels.Issue)
                ? [ReportChannels.Issue]
                : [];
        return to.Count == 0 ? next : next with { Number = Number + 1, Open = to, Pending = report };
    }

    /// <returns>Null when there is nothing to hand over, or somebody is at it.</returns>
    public ReportBook? Claimed(DateTimeOffset now, TimeSpan span) =>
        Pending is null || ClaimedUntil > now ? null : this with { ClaimedUntil = now + span };

    public ReportBook Delivered(string report, string channel)
    {
        if (Pending?.Id != report)
        {
            return this;
        }

        IReadOnlyList<string> open = [.. Open.Where(one => one != channel)];
        return open.Count > 0 ? this with { Open = open } : this with { Open = open, Pending = null, ClaimedUntil = null };
    }
}
