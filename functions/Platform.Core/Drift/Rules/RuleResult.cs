using System.Text.Json.Nodes;
using Platform.Core.Drift.Facts;

namespace Platform.Core.Drift.Rules;

public enum RuleSeverity
{
    Info,
    Warning,
    Error,
}

public enum RuleOutcome
{
    Passed,
    Failed,

    /// <summary>The rule does not speak of this subject.</summary>
    NotApplicable,

    /// <summary>A fact that it needs is missing: nobody may take that for a pass or a failure.</summary>
    Unknown,
}

/// <summary>One thing that a result rests on.</summary>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Place">A path with line, an address, or a field; null when the whole subject is meant.</param>
/// <param name="Value">What was found; never a secret.</param>
/// <param name="Expected">What was declared, or would have passed.</param>
public sealed record RuleEvidence(string Message, string? Place = null, JsonNode? Value = null, string? Expected = null);

/// <summary>What a rule says of one subject.</summary>
/// <param name="Reason">Why it is unknown or does not apply; null otherwise.</param>
/// <param name="Facts">What it rests on; a stale one makes the result say so.</param>
public sealed record RuleResult(
    string Rule,
    RuleSeverity Severity,
    DriftSubject Subject,
    RuleOutcome Outcome,
    IReadOnlyList<RuleEvidence> Evidence,
    IReadOnlyList<FactUse> Facts,
    string? Reason = null)
{
    public bool IsStale => Facts.Any(fact => fact.IsStale);
}
