using Platform.Core.Catalog;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Findings;

public enum FindingOrder
{
    /// <summary>And of the same, by age.</summary>
    Severity,

    /// <summary>A page is read without looking at what comes after it: for who wants all.</summary>
    Id,
}

/// <summary>Which findings are wanted; what is null does not matter.</summary>
/// <param name="Severity">At least this.</param>
/// <param name="Team">Canonical reference of the owner.</param>
/// <param name="Subject">Its key or its name, whatever the case.</param>
/// <param name="State">Null: all.</param>
/// <param name="Since">Changed at this time or later.</param>
/// <param name="Cursor">Where the page before ended: a <see cref="FindingPlace"/>, or an id in the order of ids.</param>
public sealed record FindingQuery(
    string? Rule = null, RuleSeverity? Severity = null, string? Team = null, string? System = null, string? Subject = null,
    FindingState? State = FindingState.Open, DateTimeOffset? Since = null, bool? Stale = null,
    int Limit = FindingQuery.UsualLimit, string? Cursor = null, FindingOrder Order = FindingOrder.Severity)
{
    public const int UsualLimit = 100;
    public const int MostPerPage = 1000;

    public bool Wants(Finding finding) =>
        (Rule is null || finding.Rule == Rule)
        && (Severity is null || finding.Severity >= Severity)
        && (Team is null || finding.Subject.Owner?.Canonical == Team)
        && (System is null || IsSystem(finding.Subject.System))
        && (Subject is null || Is(finding.Subject.Key, Subject) || Is(finding.Subject.Name, Subject))
        && (State is null || finding.State == State)
        && (Since is null || finding.ChangedAt >= Since)
        && (Stale is null || finding.IsStale == Stale);

    // Some write a system by its name, others by its reference.
    private bool IsSystem(string? system) => system is not null
        && (Is(system, System!) || (EntityRef.TryParse(system, out var one, "system")
            && EntityRef.TryParse(System, out var other, "system") && one == other));

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <param name="NextCursor">Null when there is no more.</param>
public sealed record FindingPage(IReadOnlyList<Finding> Items, string? NextCursor);
