using System.Globalization;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Queries;

/// <summary>Answers questions from finished buckets alone.</summary>
public sealed class DoraReading(IRollupReader rollups, DoraOptions options, TimeProvider clock)
{
    private readonly DayClock _clock = new(options.TimeZone);

    public async Task<DoraAnswer> AnswerAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var compared = query.Compared;
        var days = await rollups.ReadAsync(query.Scope, query.From, query.To, cancellationToken);
        var before = compared is { } span
            ? await rollups.ReadAsync(query.Scope, span.From, span.To, cancellationToken)
            : [];
        var active = days.Concat(before).Any(day => day.Bucket[Count.Deployments] > 0)
            || await rollups.HasDeployedAsync(query.Scope, cancellationToken);
        var figures = FiguresOf(days, query.Days, active);
        var deployDays = DeployDays.Of([.. days.Where(day => day.Bucket[Count.Deployments] > 0).Select(day => day.Day)]);
        var open = await OpenAsync(query, cancellationToken);
        return new(
            query.Scope.Kind,
            query.Scope.Name,
            query.From,
            query.To,
            options.TimeZone,
            IsProvisional(query.To),
            figures,
            deployDays,
            options.TierYear is { } year ? DoraTiers.Of(year, figures, deployDays) : null,
            query.Granularity == Granularity.Total ? null : PeriodsOf(query, days, active),
            compared is { } other
                ? new(other.From, other.To, FiguresOf(before, other.To.DayNumber - other.From.DayNumber + 1, active))
                : null)
        {
            Open = open,
            Explain = Explanation.AddressOf(query.Scope, query.From, query.To),
        };
    }

    private async Task<OpenWork> OpenAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var days = await rollups.OpenAsync(query.Scope, query.To, cancellationToken);
        var now = clock.GetUtcNow();
        return new(
            now, Of(Measure.IncidentOpenSince), Of(Measure.UnrecoveredSince), Of(Measure.UndeployedSince));

        Waiting Of(Measure measure) => Waiting.Of(days, measure, _clock, now, options);
    }

    private List<PeriodFigures> PeriodsOf(
        MetricsQuery query, IReadOnlyList<(DateOnly Day, Bucket Bucket)> days, bool active)
    {
        var byStart = days.ToLookup(day => StartOf(day.Day, query.Granularity));
        var periods = new List<PeriodFigures>();
        for (var start = StartOf(query.From, query.Granularity); start <= query.To; start = NextOf(start, query.Granularity))
        {
            var next = NextOf(start, query.Granularity).AddDays(-1);
            var (from, to) = (start < query.From ? query.From : start, next > query.To ? query.To : next);
            var figures = FiguresOf([.. byStart[start]], to.DayNumber - from.DayNumber + 1, active);
            periods.Add(new(LabelOf(start, query.Granularity), from, to, IsProvisional(to), figures));
        }

        return periods;
    }

    private DoraFigures FiguresOf(IReadOnlyList<(DateOnly Day, Bucket Bucket)> days, int length, bool active) =>
        DoraFigures.Of(BucketBuilder.Merge(days.Select(day => day.Bucket), options), length, active, options);

    private bool IsProvisional(DateOnly to) => to > _clock.DayOf(clock.GetUtcNow()).AddDays(-options.ProvisionalDays);

    private static DateOnly StartOf(DateOnly day, Granularity granularity) => granularity switch
    {
        Granularity.Week => DayClock.WeekOf(day),
        Granularity.Month => DayClock.MonthOf(day),
        _ => day,
    };

    private static DateOnly NextOf(DateOnly start, Granularity granularity) => granularity switch
    {
        Granularity.Week => start.AddDays(7),
        Granularity.Month => start.AddMonths(1),
        _ => start.AddDays(1),
    };

    private static string LabelOf(DateOnly start, Granularity granularity) => granularity switch
    {
        Granularity.Week => DayClock.WeekName(start),
        Granularity.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
