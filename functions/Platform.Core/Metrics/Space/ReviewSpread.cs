using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Facts;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;
using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Metrics.Space;

/// <summary>
/// How unequally reviews are spread over people. Who reviewed how much is computed from the events when it is asked, kept by
/// nothing and told of nobody; so only of teams and more, and only where enough people review.
/// </summary>
public sealed class ReviewSpread(IDeliveryEvents events, IRollupReader rollups, DoraOptions options)
{
    /// <summary>Each is counted from its own events.</summary>
    public const int MostComponents = 100;

    public const int MostDays = 92;

    private readonly DayClock _clock = new(options.TimeZone);

    public async Task<SpaceFigure> OfAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        if (query.Scope.Kind == ScopeKind.Component)
        {
            return None(NoSpaceFigure.TeamOrWider);
        }

        var components = query.Days <= MostDays
            ? await rollups.ContributorsAsync(query.Scope, query.From, query.To, cancellationToken)
            : null;
        if (components is null || components.Count > MostComponents)
        {
            return None(NoSpaceFigure.TooWide);
        }

        var histories = events.Read();
        var reviews = new HashSet<(string Change, string Reviewer, DateTimeOffset At)>();
        foreach (var component in components.Where(name => name.Length > 0))
        {
            var ledger = await RollupRun.LedgerAsync(histories, component, options, cancellationToken);
            var analysis = ledger.Recount(EntityRef.Parse(component)).Analysis;
            reviews.UnionWith(analysis.Merged.Select(merged => merged.Change).Concat(analysis.Unmerged).SelectMany(
                change => change.Reviews.Where(
                    review => review.Reviewer is not null && Counts(review.At, analysis.Facts.Ownership)),
                (change, review) => (change.Key, review.Reviewer!, review.At)));
        }

        var byPerson = reviews.GroupBy(review => review.Reviewer).Select(mine => mine.Count()).ToList();
        return byPerson.Count == 0 ? None(NoSpaceFigure.NoReviews)
            : byPerson.Count < SurveyDefinition.UsualFloor ? None(NoSpaceFigure.TooFewPeople)
            : Figure(Gini(byPerson), default);

        bool Counts(DateTimeOffset at, Ownership ownership) => _clock.DayOf(at) is var day && day >= query.From && day <= query.To
            && query.Scope.Kind switch
            {
                ScopeKind.Team => ownership.At(at).Team == query.Scope.Name,
                ScopeKind.System => ownership.At(at).System == query.Scope.Name,
                _ => true,
            };
    }

    /// <summary>0 when all have the same, and near 1 when one has it all.</summary>
    public static double Gini(IEnumerable<int> numbers)
    {
        var sorted = numbers.Order().ToList();
        var weighted = sorted.Select((number, place) => (2.0 * (place + 1) - sorted.Count - 1) * number).Sum();
        return weighted / (sorted.Count * (double)sorted.Sum());
    }

    private static SpaceFigure None(NoSpaceFigure reason) => Figure(null, reason);

    private static SpaceFigure Figure(double? value, NoSpaceFigure reason) =>
        SpaceFigure.Of(SpaceMetrics.ReviewSpread, MetricUnit.Score, "reviews", value, reason);
}
