using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Reports;

/// <summary>Reads figures from the rollups.</summary>
internal sealed class ReportBuilder(DeliveryLedger ledger, DoraOptions options, DateTimeOffset asOf)
{
    private readonly Dictionary<Scope, List<DateOnly>> _days = ledger.Book.Buckets.Keys
        .GroupBy(key => key.Scope)
        .ToDictionary(group => group.Key, group => group.Select(key => key.Day).Order().ToList());

    public IReadOnlyList<ScopeFigures> Scopes(ScopeKind kind) => [.. _days.Keys
        .Where(scope => scope.Kind == kind)
        .OrderBy(scope => scope.Name, StringComparer.Ordinal)
        .Select(Of)];

    public ScopeFigures Of(Scope scope)
    {
        var deployed = DeployedDays(scope);
        var (from, to) = SpanOf(scope, deployed);
        var figures = FiguresOf(scope, from, to, deployed.Count > 0);
        var days = DeployDays.Of(Within(deployed, from, to));
        return new(scope.Kind, scope.Name, from, to, figures, days, TiersOf(figures, days));
    }

    public ComponentFigures Of(ComponentAnalysis analysis)
    {
        var scope = new Scope(ScopeKind.Component, analysis.Component.Canonical);
        var deployed = DeployedDays(scope);
        var (from, to) = SpanOf(scope, deployed);
        var figures = FiguresOf(scope, from, to, deployed.Count > 0);
        var inside = Within(deployed, from, to);
        var days = DeployDays.Of(inside);
        return new(
            analysis.Component,
            from,
            to,
            figures,
            days,
            TimeBetween(analysis, from, to),
            TiersOf(figures, days),
            Waiting.Undeployed(analysis, asOf, options),
            Waiting.Unrecovered(analysis, asOf, options),
            inside.Count == 0 ? [] : [.. DeployDays.PerWeek(inside, inside[0], inside[^1]).Select(
                week => new WeekFigures(DayClock.WeekName(week.Week), week.Week, week.Days))],
            [.. Within(_days.GetValueOrDefault(scope) ?? [], from, to).Select(day => DayOf(scope, day))]);
    }

    private DayFigures DayOf(Scope scope, DateOnly day) => new(
        day,
        DayClock.WeekName(day),
        day > ledger.Clock.DayOf(asOf).AddDays(-options.ProvisionalDays),
        DoraFigures.Of(ledger.Book.Buckets[new(scope, day)], 1, active: true, options));

    private DoraFigures FiguresOf(Scope scope, DateOnly? from, DateOnly? to, bool active) => from is { } first && to is { } last
        ? DoraFigures.Of(ledger.Book.Merged(scope, first, last), last.DayNumber - first.DayNumber + 1, active, options)
        : DoraFigures.Of(null, 1, active: false, options);

    private List<DateOnly> DeployedDays(Scope scope) => [.. (_days.GetValueOrDefault(scope) ?? [])
        .Where(day => ledger.Book.Buckets[new(scope, day)][Count.Deployments] > 0)];

    // From the first deployment to the day it is looked at; a scope that never deployed has what it has.
    private (DateOnly? From, DateOnly? To) SpanOf(Scope scope, List<DateOnly> deployed)
    {
        var days = _days.GetValueOrDefault(scope) ?? [];
        var today = ledger.Clock.DayOf(asOf);
        DateOnly? first = deployed.Count > 0 ? deployed[0] : days.Count > 0 ? days[0] : null;
        DateOnly? last = days.Count == 0 ? null : days[^1] > today ? days[^1] : today;
        var (from, to) = (options.From ?? first, options.To ?? last);
        return from > to ? (null, null) : (from, to);
    }

    private Durations TimeBetween(ComponentAnalysis analysis, DateOnly? from, DateOnly? to)
    {
        var ends = analysis.Rollouts.Select(rollout => rollout.FinishedAt)
            .Where(end => ledger.Clock.DayOf(end) is var day && day >= from && day <= to).Order().ToList();
        var gaps = new DistributionBuilder(options.ExactValues, options.SketchAccuracy);
        for (var i = 1; i < ends.Count; i++)
        {
            gaps.Add((ends[i] - ends[i - 1]).Ticks / TimeSpan.TicksPerMillisecond);
        }

        return Durations.Of(
            gaps.Build(), options.MedianConvention, ends.Count == 0 ? NoValue.NoDeployments : NoValue.OneDeployment);
    }

    private DoraTiers? TiersOf(DoraFigures figures, DeployDays days) =>
        options.TierYear is { } year ? DoraTiers.Of(year, figures, days) : null;

    private static List<DateOnly> Within(List<DateOnly> days, DateOnly? from, DateOnly? to) =>
        days.FindAll(day => day >= from && day <= to);
}
