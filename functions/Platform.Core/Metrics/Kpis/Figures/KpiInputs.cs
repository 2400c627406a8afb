using Platform.Core.Catalog;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>What all figures of an answer are computed from, read once.</summary>
/// <param name="Requests">Of the days that are asked about, and open ones from before.</param>
/// <param name="Tickets">Of half a year before the last day, too.</param>
/// <param name="Services">Whatever was requested in the days that are asked about.</param>
/// <param name="Censuses">By day; only those that a figure asks for are there.</param>
/// <param name="Now">What waits has waited until then.</param>
public sealed record KpiInputs(
    IReadOnlyList<Request> Requests,
    IReadOnlyList<Ticket> Tickets,
    IReadOnlyList<PlatformNote> Views,
    IReadOnlyList<NewService> Services,
    IReadOnlyList<PlatformCensus> Censuses,
    PlatformOptions Options,
    DayClock Clock,
    DateTimeOffset Now)
{
    /// <summary>A census stands for a day when it is at most so much older.</summary>
    public const int CensusDays = 7;

    private readonly Lazy<IReadOnlyDictionary<string, CensusComponent>> _owners = new(() =>
        Censuses.OrderBy(census => census.Day).SelectMany(census => census.Components)
            .GroupBy(component => component.Ref.Canonical).ToDictionary(group => group.Key, group => group.Last()));

    /// <returns>The last one at or shortly before a day; null when there is none.</returns>
    public PlatformCensus? CensusAt(DateOnly day) => Censuses
        .Where(census => census.Day <= day && census.Day >= day.AddDays(-CensusDays))
        .MaxBy(census => census.Day);

    public bool IsIn(KpiSpan span, DateTimeOffset at) => Clock.DayOf(at) is var day && day >= span.From && day <= span.To;

    /// <summary>Whether something belongs to a scope: by its own word, else by its component's owner.</summary>
    public bool IsOf(Scope scope, EntityRef? component, string? team, string? system)
    {
        var known = component is null ? null : _owners.Value.GetValueOrDefault(component.Canonical);
        return scope.Kind switch
        {
            ScopeKind.Organization => true,
            ScopeKind.Component => component?.Canonical == scope.Name,
            ScopeKind.Team => TeamNames.Same(team ?? known?.Team, scope.Name),
            _ => TeamNames.Same(system ?? known?.System, scope.Name),
        };
    }

    public string? TeamOf(EntityRef? component, string? team) => TeamNames.Of(
        team ?? (component is null ? null : _owners.Value.GetValueOrDefault(component.Canonical)?.Team));
}

/// <summary>One spelling for teams and systems: events use names, the catalog references.</summary>
public static class TeamNames
{
    private const string Default = "default/";

    /// <returns>In lower case, without the kind and without the usual namespace.</returns>
    public static string? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var name = text.Trim().ToLowerInvariant();
        name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return name.StartsWith(Default, StringComparison.Ordinal) ? name[Default.Length..] : name;
    }

    public static bool Same(string? one, string other) => Of(one) is { } name && name == Of(other);
}
