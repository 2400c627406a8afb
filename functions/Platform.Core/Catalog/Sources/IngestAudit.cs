using Platform.Core.Access;

namespace Platform.Core.Catalog.Sources;

/// <summary>One entry for a call that changed something.</summary>
internal sealed class IngestAudit(AuditTrail audit)
{
    public async Task RecordAsync(IngestTally tally, IngestOptions options, CancellationToken cancellationToken)
    {
        var changed = tally.Outcomes.Where(outcome => outcome.IsChanged).Select(outcome => outcome.Change.Ref.Canonical);
        string[] subjects = [.. changed, .. tally.Held.Select(removal => removal.Id)];
        if (subjects.Length == 0)
        {
            return;
        }

        var report = tally.ToReport();
        (string Name, int Count)[] counts =
        [
            ("stored", report.Stored), ("removed", report.Removed), ("transferred", report.Transferred),
            ("in conflict", report.Conflicts), ("removals held", report.Held.Sum(removal => removal.Entities.Count)),
        ];
        await audit.RecordAsync(
            EntitySteps.ByOf(options),
            "catalog ingest",
            options.Reason ?? options.Origin ?? tally.Plans[0].Source,
            subjects,
            AuditOutcome.Succeeded,
            string.Join(", ", counts.Where(count => count.Count > 0).Select(count => $"{count.Count} {count.Name}")),
            cancellationToken);
    }
}
