using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Collection;

/// <summary>One organisation's weeks.</summary>
/// <param name="Weeks">The latest last, with the one that is under way.</param>
public sealed record CountedWeeks(string Organization, IReadOnlyList<WeekCounts> Weeks);

/// <summary>
/// Counts by the week: components, repositories, and what was deployed. A week's row is its last look; the one that is under way
/// is no whole week and is not shown to rules. Deployments are components that were deployed to an environment in that week.
/// </summary>
public sealed class WeekCounting(IDocuments<CountedWeeks> counted) : IWorldSource
{
    /// <summary>Two years, which is as far as a rule may ask.</summary>
    private const int Most = 110;

    public async Task BringAsync(WorldDraft draft, CancellationToken cancellationToken)
    {
        var week = WeekOf(draft.At);
        foreach (var organization in draft.Organizations.Select(one => one.ToLowerInvariant()))
        {
            // A listing that is not complete would count too few.
            var counts = draft.AreRepositoriesComplete ? Count(draft, organization, week) : null;
            var known = await counted.ChangeAsync(organization, before => Next(organization, before, counts), cancellationToken);
            draft.Weeks[organization] = [.. (known?.Weeks ?? []).Where(one => one.Week < week)];
        }

        draft.Parts[FactNames.Counts] = new("weekly-counts", draft.At, TimeSpan.FromDays(7));
    }

    private static CountedWeeks? Next(string organization, CountedWeeks? known, WeekCounts? counts) =>
        counts is null || known?.Weeks.Contains(counts) == true || known?.Weeks.Any(one => one.Week > counts.Week) == true
            ? null
            : new(organization,
            [
                .. (known?.Weeks ?? []).Where(one => one.Week != counts.Week).Append(counts)
                    .OrderBy(one => one.Week).TakeLast(Most),
            ]);

    private static WeekCounts Count(WorldDraft draft, string organization, DateOnly week) => new(
        week,
        draft.Entities.Count(entity =>
            entity.IsComponent && (WorldDraft.OrganizationOf(entity.Repository) ?? organization) == organization),
        draft.Repositories.Count(entry =>
            entry.Organization == organization && entry.Listed is { Gone: false, Archived: false }),
        draft.Deployments.Count(sign =>
            WeekOf(sign.LastAt) == week && (sign.Repository?.Split('/')[0].ToLowerInvariant() ?? organization) == organization));

    private static DateOnly WeekOf(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
