using System.Text.Json.Serialization;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Reports;

public enum ReportChange
{
    New,
    Worse,
    Fixed,
}

/// <param name="Finding">Its id.</param>
/// <param name="Since">When it became so.</param>
/// <param name="Evidence">Sentences; the first few.</param>
public sealed record ReportItem(
    string Finding, ReportChange What, string Rule, RuleSeverity Severity, string Subject, string Name, string? Owner,
    string? Repository, DateTimeOffset Since, IReadOnlyList<string> Evidence)
{
    private const int MostEvidence = 3;

    public static ReportItem Of(Finding finding, ReportChange what) => new(
        finding.Id, what, finding.Rule, finding.Severity, finding.Subject.Key, finding.Subject.Name,
        finding.Subject.Owner?.Canonical, finding.Subject.Repository?.ToString(), finding.ChangedAt,
        [.. finding.Evidence.Take(MostEvidence).Select(one => one.Message)]);
}

/// <param name="Exempt">Open by somebody's leave; not among the open ones.</param>
public sealed record ReportTotals(int Open, int Errors, int Warnings, int Infos, int Exempt);

public sealed record TrendPoint(DateTimeOffset At, int Open);

/// <summary>What changed since the report before of the same scope.</summary>
/// <param name="Scope"><c>all</c>, or a team's canonical reference.</param>
/// <param name="Since">When the report before was made; null for the first.</param>
/// <param name="New">How many; <paramref name="Items"/> may be fewer.</param>
/// <param name="Items">The gravest first.</param>
/// <param name="Trend">The oldest first, this report's last.</param>
public sealed record DriftReport(
    string Id, string Scope, DateTimeOffset At, DateTimeOffset? Since, int New, int Worse, int Fixed,
    IReadOnlyList<ReportItem> Items, ReportTotals Totals, IReadOnlyList<TrendPoint> Trend)
{
    /// <value>How far campaigns are, of this scope.</value>
    public IReadOnlyList<CampaignProgress> Campaigns { get; init; } = [];

    public const string All = "all";

    /// <value>Nothing is new, worse or fixed.</value>
    [JsonIgnore]
    public bool IsQuiet => New + Worse + Fixed == 0;

    public string Title => Scope == All ? "Drift" : $"Drift of {Scope}";
}
