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
        var periods = new List<PeriodFigures>();
        foreach (var (label, from, to) in query.Periods())
        {
            var inside = days.Where(day => day.Day >= from && day.Day <= to).ToList();
            var figures = FiguresOf(inside, to.DayNumber - from.DayNumber + 1, active);
            periods.Add(new(label, from, to, IsProvisional(to), figures));
        }

        return periods;
    }

    private DoraFigures FiguresOf(IReadOnlyList<(DateOnly Day, Bucket Bucket)> days, int length, bool active) =>
        DoraFigures.Of(BucketBuilder.Merge(days.Select(day => day.Bucket), options), length, active, options);

    private bool IsProvisional(DateOnly to) => to > _clock.DayOf(clock.GetUtcNow()).AddDays(-options.ProvisionalDays);
}
