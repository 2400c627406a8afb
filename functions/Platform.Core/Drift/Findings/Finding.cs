using Platform.Core.Drift.Facts;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Findings;

public enum FindingState
{
    Open,
    Fixed,

    /// <summary>Open, and somebody has approved that it may be, for now. Never stored: it follows from the exemptions.</summary>
    Exempt,
}

public enum FindingChange
{
    Opened,

    /// <summary>Its evidence is other than before.</summary>
    Changed,

    /// <summary>A higher severity, or more evidence.</summary>
    Worsened,

    Fixed,
    Reopened,
}

/// <param name="Sweep">Which sweep saw it.</param>
/// <param name="Added">Evidence that was not there before.</param>
/// <param name="Removed">Evidence that is there no more.</param>
public sealed record FindingEntry(
    DateTimeOffset At, string Sweep, FindingChange What, RuleSeverity Severity,
    IReadOnlyList<RuleEvidence> Added, IReadOnlyList<RuleEvidence> Removed, string? Reason = null);

/// <summary>What a rule found wrong with a subject, over all times that it came and went.</summary>
/// <param name="Id">Of rule and subject; its first half is the subject's row.</param>
/// <param name="Facts">What it rested on when it changed last.</param>
/// <param name="FirstSeenAt">When it was opened for the first time.</param>
/// <param name="ChangedAt">When it became what it is; seeing it unchanged writes nothing.</param>
public sealed record Finding(
    string Id, string Rule, RuleSeverity Severity, DriftSubject Subject, FindingState State,
    IReadOnlyList<RuleEvidence> Evidence, IReadOnlyList<FactUse> Facts, DateTimeOffset FirstSeenAt, DateTimeOffset ChangedAt)
{
    private const int HalfId = 20;

    /// <value>Since when it is open without a break; the time of the last opening when it is fixed.</value>
    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? FixedAt { get; init; }

    public DateTimeOffset? WorsenedAt { get; init; }

    /// <value>How often it was opened; with the id it names one stay, which is told once.</value>
    public int Openings { get; init; }

    /// <value>A fact that it rests on is older than it should be.</value>
    public bool IsStale { get; init; }

    /// <value>The latest last; the oldest are dropped.</value>
    public IReadOnlyList<FindingEntry> History { get; init; } = [];

    public static string IdOf(string rule, string subjectKey) => RowOf(subjectKey) + ContentHash.Of(rule)[..HalfId];

    /// <summary>Where the subject's record is kept.</summary>
    public static string RowOf(string subjectKey) => ContentHash.Of(subjectKey)[..HalfId];

    /// <returns>Null when it is no id of a finding.</returns>
    public static string? RowOfId(string id) =>
        id.Length == 2 * HalfId && id.All(char.IsAsciiHexDigitLower) ? id[..HalfId] : null;
}
