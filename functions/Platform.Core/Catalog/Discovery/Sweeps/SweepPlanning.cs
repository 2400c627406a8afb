using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.Sweeps;

/// <summary>
/// Lists what is there, remembers it, and says what has to be looked at: a repository that nobody has pushed to since all of it
/// was known costs no call.
/// </summary>
public sealed class SweepPlanning(IRepositoryReading reading, IRepositoryRecords records, TimeProvider clock)
{
    public Task<SweepPlan> PlanAsync(SweepScope scope, CancellationToken cancellationToken) =>
        scope.Repository is null ? OrganizationAsync(scope, cancellationToken) : RepositoryAsync(scope, cancellationToken);

    private async Task<SweepPlan> OrganizationAsync(SweepScope scope, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var listing = await reading.ListAsync(scope.Organization, cancellationToken);
        var known = (await records.ListAsync(scope.Organization, cancellationToken)).ToDictionary(one => one.Listed.Id);
        // Repositories that came from another organisation keep what is remembered of them.
        var arrived = await records.FindAsync(
            [.. listing.Repositories.Select(one => one.Id).Where(id => !known.ContainsKey(id))], cancellationToken);
        List<RepositoryRecord> next =
        [
            .. listing.Repositories.Select(
                one => Next(scope.Organization, one, known.GetValueOrDefault(one.Id) ?? arrived.GetValueOrDefault(one.Id))),
        ];
        var listed = next.Select(record => record.Listed.Id).ToHashSet();
        List<RepositoryRecord> absent = [.. known.Values.Where(record => !listed.Contains(record.Listed.Id))];
        var missed = listing.Complete ? absent.Select(record => record with { Misses = record.Misses + 1 }) : [];
        await records.SaveAsync(
            [.. next.Where(record => record != known.GetValueOrDefault(record.Listed.Id)), .. missed], cancellationToken);
        return new(
            scope, at, listing.Complete, listing.Reason, listing.RetryAfter, listing.Repositories.Count, absent.Count,
            [.. next.Where(record => record.NeedsLook).Select(record => record.Listed.Id)]);
    }

    /// <summary>Somebody asks for this one, so it is looked at whatever is remembered.</summary>
    private async Task<SweepPlan> RepositoryAsync(SweepScope scope, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var found = await reading.FindAsync(RepositoryName.Parse(scope.Repository!), cancellationToken);
        if (!found.IsOk)
        {
            return new(scope, at, Complete: false, found.Problems[0].Message, null, 0, 0, []);
        }

        var listed = found.Value;
        var known = (await records.FindAsync([listed.Id], cancellationToken)).GetValueOrDefault(listed.Id);
        var next = Next(listed.Name.Owner, listed, known) with { TreeTag = null };
        if (next != known)
        {
            await records.SaveAsync([next], cancellationToken);
        }

        return new(
            new(listed.Name.Owner, listed.Name.ToString()), at, Complete: true, null, null, 1, 0, [listed.Id]);
    }

    private static RepositoryRecord Next(string organization, ListedRepository listed, RepositoryRecord? known) =>
        known is null ? new(organization.ToLowerInvariant(), listed) : known with
        {
            Organization = organization.ToLowerInvariant(),
            Listed = Measured(listed, known),
            Misses = 0,
            // One that was away is looked at from the start: its descriptors were given up half already.
            TreeTag = known.Misses > 0 ? null : known.TreeTag,
        };

    /// <summary>Its size is measured by the hour, and is no reason to write anything.</summary>
    private static ListedRepository Measured(ListedRepository listed, RepositoryRecord known) =>
        listed with { SizeInKilobytes = known.Listed.SizeInKilobytes };
}
