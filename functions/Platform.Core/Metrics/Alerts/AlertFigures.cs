using System.Collections.Concurrent;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Alerts;

/// <summary>
/// The stored figures of one look, each read once whatever rules ask for it: what components add to the organisation's days, and
/// the days of teams and the organisation. 5,000 components and 500 teams are some 300 and 500 calls every 15 minutes.
/// </summary>
public sealed class AlertFigures(
    IRollupReader rollups, ICensusStore censuses, KpiReading kpis, DoraOptions metrics, PlatformOptions options,
    DateTimeOffset now)
{
    /// <summary>What the longest comparison needs: twice 30 days.</summary>
    private const int DaysBack = 62;
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<Scope, Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>>> _days = new();
    private Task<ILookup<string, ComponentDay>>? _shares;
    private Task<PlatformCensus?>? _census;
    private Task<KpiInputs>? _inputs;

    public DateTimeOffset Now => now;

    public DateOnly Today { get; } = new DayClock(metrics.TimeZone).DayOf(now);

    public PlatformOptions Options => options;

    public AlertOptions Thresholds => options.Alerts;

    public Scope Organization { get; } = new(ScopeKind.Organization, metrics.Organization);

    public Task<PlatformCensus?> CensusAsync(CancellationToken cancellationToken) =>
        _census ??= CensusAsync(Today, cancellationToken);

    /// <returns>The last one at or shortly before a day.</returns>
    public Task<PlatformCensus?> CensusAsync(DateOnly day, CancellationToken cancellationToken) =>
        censuses.LastAsync(day.AddDays(-KpiInputs.CensusDays + 1), day, cancellationToken);

    /// <returns>Those that did anything lately.</returns>
    public async Task<IReadOnlyList<string>> ComponentsAsync(CancellationToken cancellationToken) =>
        [.. (await SharesAsync(cancellationToken)).Select(component => component.Key).Where(name => name.Length > 0)
            .Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<Scope>> TeamsAsync(CancellationToken cancellationToken) =>
        [.. (await CensusAsync(cancellationToken))?.Components.Select(component => component.Team).OfType<string>().Distinct()
            .Order(StringComparer.Ordinal).Select(team => new Scope(ScopeKind.Team, team)) ?? []];

    public Task<KpiInputs> InputsAsync(CancellationToken cancellationToken) => _inputs ??= kpis.ReadAsync(
        [new(Organization, Today.AddDays(1 - options.Alerts.OnboardingDays), Today)], cancellationToken);

    /// <summary>The figures of days up to and with another.</summary>
    public async Task<DoraFigures> DoraAsync(Scope scope, DateOnly to, int days, CancellationToken cancellationToken)
    {
        var first = to.AddDays(1 - days);
        var found = (await DaysAsync(scope, cancellationToken)).Where(day => day.Day >= first && day.Day <= to);
        return DoraFigures.Of(BucketBuilder.Merge(found.Select(day => day.Bucket), metrics), days, active: true, metrics);
    }

    /// <returns>Rollbacks of days up to and with another, the last day last.</returns>
    public async Task<IReadOnlyList<long>> RollbacksAsync(
        Scope scope, DateOnly to, int days, CancellationToken cancellationToken)
    {
        var found = (await DaysAsync(scope, cancellationToken)).ToDictionary(day => day.Day, day => day.Bucket);
        return [.. Enumerable.Range(0, days).Select(
            back => found.GetValueOrDefault(to.AddDays(1 - days + back))?[Count.Rollbacks] ?? 0)];
    }

    /// <summary>
    /// Looks at each component, at those teams none of whose components were found, and at the organisation when nothing was:
    /// each trouble is told once and as close to its place as it shows, and what is spread over many small ones shows all the
    /// same.
    /// </summary>
    public async Task<IReadOnlyList<AlertFinding>> NarrowestAsync(
        Func<Scope, CancellationToken, Task<AlertFinding?>> look, CancellationToken cancellationToken)
    {
        var components = await ComponentsAsync(cancellationToken);
        var found = await EachAsync(
            components.Select(name => new Scope(ScopeKind.Component, name)), look, cancellationToken);
        var census = await CensusAsync(cancellationToken);
        var covered = census?.Components.Where(one => found.ContainsKey(new(ScopeKind.Component, one.Ref.Canonical)))
            .Select(one => one.Team).ToHashSet() ?? [];
        var teams = (await TeamsAsync(cancellationToken)).Where(team => !covered.Contains(team.Name));
        foreach (var (scope, finding) in await EachAsync(teams, look, cancellationToken))
        {
            found[scope] = finding;
        }

        if (found.IsEmpty && await look(Organization, cancellationToken) is { } all)
        {
            found[Organization] = all;
        }

        return [.. found.Values.OrderBy(finding => finding.Subject, StringComparer.Ordinal)];
    }

    /// <summary>The components of a scope with something to show, the most first.</summary>
    public async Task<IReadOnlyList<AlertEvidence>> ComponentsOfAsync(
        Scope scope, Func<Scope, CancellationToken, Task<(double Weight, string Text)>> show, CancellationToken cancellationToken)
    {
        const int most = 10;
        var census = await CensusAsync(cancellationToken);
        IEnumerable<string> names = scope.Kind switch
        {
            ScopeKind.Component => [scope.Name],
            ScopeKind.Team => census is null ? [] : AdoptionKpi.Of(census, scope).Select(one => one.Ref.Canonical),
            _ => await ComponentsAsync(cancellationToken),
        };
        var shown = new List<(string Name, double Weight, string Text)>();
        foreach (var name in names)
        {
            var (weight, text) = await show(new(ScopeKind.Component, name), cancellationToken);
            shown.Add((name, weight, text));
        }

        return [.. shown.Where(one => one.Weight > 0).OrderByDescending(one => one.Weight)
            .ThenBy(one => one.Name, StringComparer.Ordinal).Take(most)
            .Select(one => new AlertEvidence("component", one.Name, one.Text))];
    }

    public static string SubjectOf(Scope scope) => scope.Kind switch
    {
        ScopeKind.Organization => "organization",
        ScopeKind.Component => scope.Name,
        _ => $"{scope.Kind.ToString().ToLowerInvariant()}:{scope.Name}",
    };

    private async Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>> DaysAsync(
        Scope scope, CancellationToken cancellationToken) =>
        scope.Kind == ScopeKind.Component
            ? [.. (await SharesAsync(cancellationToken))[scope.Name].Select(share => (share.Day, share.Bucket))]
            : await _days.GetOrAdd(scope, one => rollups.ReadAsync(one, Today.AddDays(-DaysBack), Today, cancellationToken));

    private Task<ILookup<string, ComponentDay>> SharesAsync(CancellationToken cancellationToken)
    {
        lock (_days)
        {
            return _shares ??= ReadAsync();
        }

        async Task<ILookup<string, ComponentDay>> ReadAsync() =>
            (await rollups.SharesAsync(Organization, Today.AddDays(-DaysBack), Today, cancellationToken))
                .ToLookup(share => share.Component);
    }

    private static async Task<ConcurrentDictionary<Scope, AlertFinding>> EachAsync(
        IEnumerable<Scope> scopes, Func<Scope, CancellationToken, Task<AlertFinding?>> look, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<Scope, AlertFinding>();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(scopes, limits, async (scope, token) =>
        {
            if (await look(scope, token) is { } finding)
            {
                found[scope] = finding;
            }
        });
        return found;
    }
}
