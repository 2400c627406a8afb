using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Findings;

/// <summary>What one rule said last of a subject.</summary>
/// <param name="Since">Since when it says so.</param>
/// <param name="Reason">Why it is unknown.</param>
public sealed record RuleStanding(
    RuleOutcome Outcome, RuleSeverity Severity, DateTimeOffset Since, bool IsStale = false, string? Reason = null);

/// <summary>All that the ledger keeps of one subject, in one row: what every rule said, and its findings.</summary>
/// <param name="Fingerprint">Of what the rules said; the same again is nothing to write.</param>
/// <param name="Rules">By id. What does not apply is left out.</param>
public sealed record SubjectRecord(
    DriftSubject Subject, string Fingerprint, string Sweep, DateTimeOffset ChangedAt,
    IReadOnlyDictionary<string, RuleStanding> Rules, IReadOnlyList<Finding> Findings)
{
    public string Row => Finding.RowOf(Subject.Key);

    public int Open => Findings.Count(finding => finding.State == FindingState.Open);
}
