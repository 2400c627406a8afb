using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Facts;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Sweeps;

/// <summary>
/// Lists what is there, remembers what is new in it, and says what has to be looked at. Nothing is taken for gone because one
/// listing lacks it: its number has to answer that there is no such repository, or a second complete listing has to lack it.
/// </summary>
public sealed class DriftPlanning(
    IRepositoryReading reading,
    IRepositorySigns signs,
    IDriftFacts facts,
    IDriftTargets targets,
    CollectionLimits limits,
    TimeProvider clock)
{
    private const int MissesOfGone = 2;

    public Task<DriftPlan> PlanAsync(DriftOrder order, CancellationToken cancellationToken) =>
        order.Scope is { Repository: { } name }
            ? RepositoryAsync(order, RepositoryName.Parse(name), cancellationToken)
            : OrganizationAsync(order, cancellationToken);

    private async Task<DriftPlan> OrganizationAsync(DriftOrder order, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var listing = await reading.ListAsync(order.Organization, cancellationToken);
        var known = (await facts.ListAsync(order.Organization, cancellationToken)).ToDictionary(entry => entry.Id);
        // What came from another organisation keeps what is remembered of it.
        var arrived = await facts.FindAsync(
            [.. listing.Repositories.Select(one => one.Id).Where(id => !known.ContainsKey(id))], cancellationToken);
        List<DriftEntry> next =
        [
            .. listing.Repositories.Select(one =>
                Next(order.Organization, one, known.GetValueOrDefault(one.Id) ?? arrived.GetValueOrDefault(one.Id)?.Entry, at)),
        ];
        var listed = next.Select(entry => entry.Id).ToHashSet();
        List<DriftEntry> absent = [.. known.Values.Where(entry => !entry.Listed.Gone && !listed.Contains(entry.Id))];
        var isBelieved = listing.Complete && !IsTooMany(absent.Count, known.Count);
        var missed = isBelieved ? await MissedAsync(absent, cancellationToken) : [];
        List<DriftEntry> written = [.. next.Where(entry => !IsSame(entry, known.GetValueOrDefault(entry.Id))), .. missed];
        await facts.SaveAsync(written, cancellationToken);
        var covered = await CoveredAsync(order, next, cancellationToken);
        return new(
            order.Organization, at, isBelieved,
            listing.Reason ?? (isBelieved ? null : $"{absent.Count} of {known.Count} repositories are missing at once."),
            listing.RetryAfter, listing.Repositories.Count,
            [.. covered.Where(entry => entry.NeedsLook).Select(entry => entry.Id).Order()],
            await SlowAsync(order, covered, cancellationToken),
            [.. absent.Where(entry => !missed.Any(one => one.Id == entry.Id && one.Listed.Gone)).Select(entry => entry.Id)],
            missed.Count(entry => entry.Listed.Gone), written.Count);
    }

    /// <summary>Somebody asks for this one, so it is looked at whatever is remembered.</summary>
    private async Task<DriftPlan> RepositoryAsync(
        DriftOrder order, RepositoryName name, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var found = await reading.FindAsync(name, cancellationToken);
        if (!found.IsOk)
        {
            return new(order.Organization, at, Complete: false, found.Problems[0].Message, null, 0, [], [], [], 0, 0);
        }

        var listed = found.Value;
        var known = (await facts.FindAsync([listed.Id], cancellationToken)).GetValueOrDefault(listed.Id)?.Entry;
        var next = Next(listed.Name.Owner, listed, known, at);
        var isNew = !IsSame(next, known);
        await facts.SaveAsync(isNew ? [next] : [], cancellationToken);
        return new(
            order.Organization, at, Complete: true, null, null, 1, [listed.Id], [listed.Id], [], 0, isNew ? 1 : 0);
    }

    /// <summary>Its number is asked for: a repository that was renamed, transferred or hidden is there.</summary>
    private async Task<List<DriftEntry>> MissedAsync(List<DriftEntry> absent, CancellationToken cancellationToken)
    {
        var missed = new List<DriftEntry>();
        foreach (var entry in absent)
        {
            var next = entry with { Misses = entry.Misses + 1 };
            missed.Add(next.Misses >= MissesOfGone || await IsGoneAsync(entry.Id, cancellationToken)
                ? next with { Listed = next.Listed with { Gone = true }, ListedAt = clock.GetUtcNow() }
                : next);
        }

        return missed;
    }

    private async Task<bool> IsGoneAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            var found = await signs.FindAsync(id, cancellationToken);
            return !found.IsOk && found.Problems[0].Code == ReadingProblems.RepositoryNotFound;
        }
        catch (TransientSourceControlException)
        {
            // Nobody knows; the next listing tells more.
            return false;
        }
    }

    private bool IsTooMany(int absent, int known) => absent > Math.Max(limits.AlwaysGone, known * limits.MostGone);

    private async Task<List<DriftEntry>> CoveredAsync(
        DriftOrder order, List<DriftEntry> next, CancellationToken cancellationToken)
    {
        if (order.Scope.Team is not { } team)
        {
            return next;
        }

        var owned = await targets.RepositoriesOfAsync(team, cancellationToken);
        return [.. next.Where(entry => owned.Contains(entry.Listed.Name))];
    }

    private async Task<IReadOnlyList<long>> SlowAsync(
        DriftOrder order, List<DriftEntry> covered, CancellationToken cancellationToken)
    {
        if (order.Slow == 0)
        {
            return [];
        }

        var freshness = await facts.FreshnessAsync(order.Organization, cancellationToken);
        return
        [
            .. covered.Where(entry => !entry.Listed.Archived)
                .OrderBy(entry => freshness.SlowOf(entry.Id) ?? DateTimeOffset.MinValue).ThenBy(entry => entry.Id)
                .Take(Math.Max(1, order.Slow / CollectionLimits.SlowCallsEach))
                .Select(entry => entry.Id),
        ];
    }

    private static DriftEntry Next(string organization, ListedRepository listed, DriftEntry? known, DateTimeOffset at)
    {
        var former = known?.Listed.FormerNames ?? [];
        var before = known?.Listed.Name;
        var now = new RepositoryListed(
            listed.Name, listed.DefaultBranch, listed.HtmlUrl, listed.Archived, listed.Fork, listed.IsTemplate, Gone: false,
            listed.PushedAt,
            before is { } name && name != listed.Name && !former.Contains($"{name}") ? [.. former, $"{name}"] : former);
        var owner = organization.ToLowerInvariant();
        return known is null ? new(listed.Id, owner, now, at) : known with
        {
            Organization = owner,
            Listed = now,
            ListedAt = IsSame(now, known.Listed) ? known.ListedAt : at,
            Misses = 0,
        };
    }

    private static bool IsSame(DriftEntry one, DriftEntry? other) =>
        other is not null && one with { Listed = other.Listed } == other && IsSame(one.Listed, other.Listed);

    private static bool IsSame(RepositoryListed one, RepositoryListed other) =>
        one with { FormerNames = other.FormerNames } == other && one.FormerNames.SequenceEqual(other.FormerNames);
}

/// <summary>Which repositories belong to a team, as the catalog has it.</summary>
public interface IDriftTargets
{
    Task<IReadOnlySet<RepositoryName>> RepositoriesOfAsync(string team, CancellationToken cancellationToken);
}
