using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;
using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Metrics.Space;

/// <summary>Tells SPACE of a scope: what events show from finished buckets, and what people say from closed surveys.</summary>
public sealed class SpaceReading(
    IRollupReader rollups, ReviewSpread spread, ISatisfaction satisfaction, DoraOptions options, TimeProvider clock)
{
    private const int FewestDimensions = 3;

    private readonly DayClock _clock = new(options.TimeZone);

    public async Task<SpaceAnswer> AnswerAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var days = await rollups.ReadAsync(query.Scope, query.From, query.To, cancellationToken);
        var active = days.Any(day => day.Bucket[Count.Deployments] > 0)
            || await rollups.HasDeployedAsync(query.Scope, cancellationToken);
        var said = await SaidAsync(query.Scope, query.From, query.To, cancellationToken);
        var dimensions = await OfAsync(query, days, said, active, isWhole: true, cancellationToken);
        var known = dimensions.Count(dimension => dimension.Known);
        var asked = dimensions[0].Known;
        return new(
            query.Scope.Kind,
            query.Scope.Name,
            query.From,
            query.To,
            options.TimeZone,
            IsProvisional(query.To),
            known >= FewestDimensions && asked,
            known < FewestDimensions ? $"{known} of 5 dimensions are known; SPACE takes {FewestDimensions} at least."
                : asked ? null
                : "Nobody was asked: of SPACE's dimensions one at least is what people say.",
            dimensions,
            query.Granularity == Granularity.Total ? null : await PeriodsAsync(query, days, said, active, cancellationToken),
            await ComparedAsync(query, active, cancellationToken))
        {
            Explain = SpaceExplaining.AddressOf(query.Scope, query.From, query.To),
        };
    }

    private async Task<SpacePeriod?> ComparedAsync(MetricsQuery query, bool active, CancellationToken cancellationToken)
    {
        if (query.Compared is not { } span)
        {
            return null;
        }

        var before = await rollups.ReadAsync(query.Scope, span.From, span.To, cancellationToken);
        var said = await SaidAsync(query.Scope, span.From, span.To, cancellationToken);
        return new(
            query.Comparison.ToString().ToLowerInvariant(), span.From, span.To, Provisional: false,
            await OfAsync(
                query with { From = span.From, To = span.To }, before, said, active, isWhole: false, cancellationToken));
    }

    private async Task<IReadOnlyList<SpacePeriod>> PeriodsAsync(
        MetricsQuery query,
        IReadOnlyList<(DateOnly Day, Bucket Bucket)> days,
        IReadOnlyList<SatisfactionReading> said,
        bool active,
        CancellationToken cancellationToken)
    {
        var periods = new List<SpacePeriod>();
        foreach (var (label, from, to) in query.Periods())
        {
            var inside = days.Where(day => day.Day >= from && day.Day <= to).ToList();
            periods.Add(new(label, from, to, IsProvisional(to), await OfAsync(
                query with { From = from, To = to }, inside, said, active, isWhole: false, cancellationToken)));
        }

        return periods;
    }

    private async Task<IReadOnlyList<SpaceFigures>> OfAsync(
        MetricsQuery query,
        IReadOnlyList<(DateOnly Day, Bucket Bucket)> days,
        IReadOnlyList<SatisfactionReading> said,
        bool active,
        bool isWhole,
        CancellationToken cancellationToken)
    {
        var bucket = BucketBuilder.Merge(days.Select(day => day.Bucket), options) ?? Bucket.Empty;
        var told = new SpaceBuckets(bucket, query.Days, active, options);

        // What is under way, and who reviews how much, is told of the whole window.
        var unequal = isWhole ? [await spread.OfAsync(query, cancellationToken)] : Array.Empty<SpaceFigure>();
        var open = isWhole ? await OpenAsync(query, cancellationToken) : [];
        return
        [
            Of(SpaceDimension.Satisfaction, [SatisfactionOf(query, said)]),
            Of(SpaceDimension.Performance, told.Performance()),
            Of(SpaceDimension.Activity, told.Activity()),
            Of(SpaceDimension.Communication, told.Communication().Concat(unequal)),
            Of(SpaceDimension.Efficiency, told.Efficiency().Concat(open)),
        ];
    }

    // From the last round back: as many questions as there are rounds, however many periods are asked for.
    private async Task<IReadOnlyList<SatisfactionReading>> SaidAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var said = new List<SatisfactionReading>();
        while (from <= to
            && await satisfaction.SmallestPublishableAsync(scope, from, to, cancellationToken) is { } found && found.To >= from)
        {
            said.Add(found);
            to = found.To.AddDays(-1);
        }

        return said;
    }

    private static SpaceFigure SatisfactionOf(MetricsQuery query, IReadOnlyList<SatisfactionReading> said)
    {
        var found = said.FirstOrDefault(round => round.To >= query.From && round.To <= query.To);
        var own = found?.Group == query.Scope ? found.PercentFavourable : (double?)null;
        return SpaceFigure.Of(
            SpaceMetrics.Favourable, MetricUnit.Score, "survey", own,
            found is null ? NoSpaceFigure.NoSurvey : NoSpaceFigure.TooFewAnswers);
    }

    private async Task<SpaceFigure[]> OpenAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var days = await rollups.OpenAsync(query.Scope, query.To, cancellationToken);
        var waiting = Waiting.Of(days, Measure.ChangeOpenSince, _clock, clock.GetUtcNow(), options);
        return
        [
            SpaceFigure.Of(
                SpaceMetrics.OpenChanges, MetricUnit.Count, "changes", waiting.Count > 0 ? waiting.Count : null,
                NoSpaceFigure.NothingOpen),
            SpaceFigure.Of(
                SpaceMetrics.OpenChangesAge, MetricUnit.Seconds, "changes", waiting.MedianAge, NoSpaceFigure.NothingOpen),
        ];
    }

    private bool IsProvisional(DateOnly to) => to > _clock.DayOf(clock.GetUtcNow()).AddDays(-options.ProvisionalDays);

    private static SpaceFigures Of(SpaceDimension dimension, IEnumerable<SpaceFigure> figures)
    {
        var all = figures.ToList();
        return new(dimension, all.Exists(figure => figure.Value is not null), all);
    }
}
