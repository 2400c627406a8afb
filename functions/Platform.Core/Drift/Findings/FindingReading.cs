using System.Runtime.CompilerServices;
using Platform.Core.Drift.Exemptions;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Findings;

/// <summary>Reads findings as they count now: what is exempt is shown as exempt.</summary>
public sealed class FindingReading(IFindings findings, IDocuments<Exemption> exemptions, TimeProvider clock)
{
    /// <summary>A finding that stays as it is stands on one page, whatever comes and goes meanwhile.</summary>
    public Task<FindingPage> ReadAsync(FindingQuery query, CancellationToken cancellationToken) =>
        query.Order == FindingOrder.Id ? ByIdAsync(query, cancellationToken) : BySeverityAsync(query, cancellationToken);

    /// <summary>Looks at every subject, and keeps no more of them than the page takes.</summary>
    private async Task<FindingPage> BySeverityAsync(FindingQuery query, CancellationToken cancellationToken)
    {
        var exempt = await ExemptAsync(cancellationToken);
        var from = query.Cursor is null ? null : FindingPlace.Read(query.Cursor);
        // The last of them leaves first.
        var kept = new PriorityQueue<Finding, FindingPlace>(
            Comparer<FindingPlace>.Create((one, other) => FindingPlace.Order.Compare(other, one)));
        await foreach (var record in SubjectsAsync(query, cancellationToken))
        {
            foreach (var finding in record.Findings.Select(stored => Shown(stored, exempt)).Where(query.Wants))
            {
                var place = FindingPlace.Of(finding);
                if (from is not null && !place.IsAfter(from))
                {
                    continue;
                }

                kept.Enqueue(finding, place);
                if (kept.Count > query.Limit + 1)
                {
                    kept.Dequeue();
                }
            }
        }

        var ordered = kept.UnorderedItems.OrderBy(one => one.Priority, FindingPlace.Order);
        List<Finding> found = [.. ordered.Select(one => one.Element)];
        return found.Count > query.Limit
            ? new(found[..query.Limit], FindingPlace.Of(found[query.Limit - 1]).ToString())
            : new(found, null);
    }

    /// <summary>One row, when the subject is named by its key.</summary>
    private async IAsyncEnumerable<SubjectRecord> SubjectsAsync(
        FindingQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Subject is { } key && await findings.FindAsync(key, cancellationToken) is { } record)
        {
            yield return record;
            yield break;
        }

        await foreach (var one in findings.SubjectsAsync(null, cancellationToken))
        {
            yield return one;
        }
    }

    private async Task<FindingPage> ByIdAsync(FindingQuery query, CancellationToken cancellationToken)
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
