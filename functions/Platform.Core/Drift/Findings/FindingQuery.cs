using Platform.Core.Catalog;
using Platform.Core.Drift.Exemptions;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Findings;

/// <summary>Which findings are wanted; what is null does not matter.</summary>
/// <param name="Severity">At least this.</param>
/// <param name="Team">Canonical reference of the owner.</param>
/// <param name="Subject">Its key or its name, whatever the case.</param>
/// <param name="State">Null: all.</param>
/// <param name="Since">Changed at this time or later.</param>
/// <param name="Cursor">The last finding of the page before.</param>
public sealed record FindingQuery(
    string? Rule = null, RuleSeverity? Severity = null, string? Team = null, string? System = null, string? Subject = null,
    FindingState? State = FindingState.Open, DateTimeOffset? Since = null, bool? Stale = null,
    int Limit = FindingQuery.UsualLimit, string? Cursor = null)
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

/// <summary>Reads findings as they count now: what is exempt is shown as exempt.</summary>
public sealed class FindingReading(IFindings findings, IDocuments<Exemption> exemptions, TimeProvider clock)
{
    /// <summary>In the order of ids, which stays while findings come and go.</summary>
    public async Task<FindingPage> ReadAsync(FindingQuery query, CancellationToken cancellationToken)
    {
        var (exempt, found) = (await ExemptAsync(cancellationToken), new List<Finding>());
        var from = query.Cursor is null ? null : Finding.RowOfId(query.Cursor);
        await foreach (var record in findings.SubjectsAsync(from, cancellationToken))
        {
            foreach (var stored in record.Findings.OrderBy(finding => finding.Id, StringComparer.Ordinal)
                .Where(finding => query.Cursor is null || string.CompareOrdinal(finding.Id, query.Cursor) > 0))
            {
                var finding = Shown(stored, exempt);
                if (!query.Wants(finding))
                {
                    continue;
                }

                if (found.Count == query.Limit)
                {
                    return new(found, found[^1].Id);
                }

                found.Add(finding);
            }
        }

        return new(found, null);
    }

    public async Task<Finding?> FindAsync(string id, CancellationToken cancellationToken) =>
        await findings.FindFindingAsync(id, cancellationToken) is { } finding
            ? Shown(finding, await ExemptAsync(cancellationToken))
            : null;

    public Task<ExemptionSet> ExemptAsync(CancellationToken cancellationToken) =>
        ExemptionSet.ReadAsync(exemptions, clock.GetUtcNow(), cancellationToken);

    public static Finding Shown(Finding stored, ExemptionSet exempt) =>
        stored.State == FindingState.Open && exempt.Find(stored.Rule, stored.Subject.Key) is not null
            ? stored with { State = FindingState.Exempt }
            : stored;
}
