using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Facts;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Space;

/// <summary>A change that adds to the figures; who wrote and who reviewed it isn't told.</summary>
public sealed record SpaceChange(
    string Change,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? FirstReviewAt,
    DateTimeOffset? MergedAt,
    int Reviews,
    int Handoffs,
    int? Size);

public sealed record SpaceInterrupt(string Incident, DateTimeOffset DetectedAt, bool AfterHours);

/// <summary>
/// What is behind the figures of a span: of a component its changes and incidents; of a wider scope its components. No persons,
/// and no answers.
/// </summary>
/// <param name="Deployments">Where the deployments are explained.</param>
public sealed record SpaceExplanation(
    ScopeKind Scope,
    string Name,
    DateOnly From,
    DateOnly To,
    string Deployments,
    IReadOnlyList<SpaceChange>? Changes = null,
    IReadOnlyList<SpaceInterrupt>? Interrupts = null,
    IReadOnlyList<Contributor>? Components = null);

/// <summary>Explains figures from the events themselves.</summary>
public sealed class SpaceExplaining(IDeliveryEvents events, IRollupReader rollups, DoraOptions options)
{
    private readonly DayClock _clock = new(options.TimeZone);

    public static string AddressOf(Scope scope, DateOnly from, DateOnly to) =>
        Explanation.AddressOf(scope, from, to).Replace("/metrics/dora/", "/metrics/space/", StringComparison.Ordinal);

    public async Task<SpaceExplanation> AnswerAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var (scope, from, to) = (query.Scope, query.From, query.To);
        var deployments = Explanation.AddressOf(scope, from, to);
        if (scope.Kind != ScopeKind.Component)
        {
            var components = await rollups.ContributorsAsync(scope, from, to, cancellationToken);
            return new(scope.Kind, scope.Name, from, to, deployments, Components: [.. components
                .Where(name => name.Length > 0)
                .Select(name => new Contributor(
                    EntityRef.Parse(name), AddressOf(new(ScopeKind.Component, name), from, to)))]);
        }

        var ledger = await RollupRun.LedgerAsync(events.Read(), scope.Name, options, cancellationToken);
        var analysis = ledger.Recount(EntityRef.Parse(scope.Name)).Analysis;
        return new(
            scope.Kind,
            scope.Name,
            from,
            to,
            deployments,
            [.. analysis.Merged.Where(merged => IsWithin(merged.MergedAt)).Select(merged => Of(merged.Change))
                .Concat(analysis.Unmerged.Where(change => change.CreatedAt is { } at && _clock.DayOf(at) <= to).Select(Of))],
            [.. analysis.Incidents
                .Where(one => one.Reason is not (AttributionReason.NotChangeRelated or AttributionReason.NotProduction)
                    && IsWithin(one.Incident.DetectedAt))
                .Select(one => new SpaceInterrupt(
                    one.Incident.Id, one.Incident.DetectedAt, _clock.IsAfterHours(one.Incident.DetectedAt)))]);

        bool IsWithin(DateTimeOffset at) => _clock.DayOf(at) is var day && day >= from && day <= to;
    }

    private static SpaceChange Of(Change change) => new(
        change.Key, change.CreatedAt, change.FirstReviewAt, change.MergedAt, change.Reviews.Count, change.Handoffs, change.Size);
}
