using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Queries;

/// <summary>Explains figures from the events themselves.</summary>
public sealed class Explaining(IDeliveryEvents events, IRollupReader rollups, GamingReading gaming, DoraOptions options)
{
    private const int MostRestatements = 200;

    private readonly DayClock _clock = new(options.TimeZone);

    public async Task<Explanation> AnswerAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var (scope, from, to) = (query.Scope, query.From, query.To);
        var watch = await gaming.AnswerAsync(query, cancellationToken);
        var answer = scope.Kind == ScopeKind.Component
            ? await OfComponentAsync(query, cancellationToken)
            : await OfManyAsync(query, cancellationToken);
        var restated = await rollups.RestatementsAsync(scope, MostRestatements, cancellationToken);
        return answer with
        {
            GamingWatch = [.. watch.Vectors.SelectMany(vector => vector.Signals)],
            Restatements = [.. restated.Where(one => one.Key.Day >= from && one.Key.Day <= to).Select(
                one => new RestatedDay(one.Key.Day, one.At, FiguresOf(one.Before), FiguresOf(one.After)))],
        };
    }

    private async Task<Explanation> OfComponentAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var scope = query.Scope;
        var ledger = await RollupRun.LedgerAsync(events.Read(), scope.Name, options, cancellationToken);
        var analysis = ledger.Recount(EntityRef.Parse(scope.Name)).Analysis;
        return new(
            scope.Kind,
            scope.Name,
            query.From,
            query.To,
            [.. DeploymentRow.Of(analysis).Where(row => IsWithin(query, row.FinishedAt) || IsWithin(query, row.RecoveredAt)
                || (row is { Failed: true, RecoveredAt: null } && IsBefore(query, row.FinishedAt)))],
            [.. ChangeRow.Of(analysis).Where(row => IsWithin(query, row.DeployedAt) || IsWithin(query, row.MergedAt)
                || (row.DeployedAt is null && IsBefore(query, row.MergedAt)))],
            [.. IncidentRow.Of(analysis).Where(row => Belongs(query, row))]);
    }

    private async Task<Explanation> OfManyAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var (scope, from, to) = (query.Scope, query.From, query.To);
        var components = await rollups.ContributorsAsync(scope, from, to, cancellationToken);
        return new(
            scope.Kind,
            scope.Name,
            from,
            to,
            Incidents: await UnattributedAsync(query, cancellationToken),
            Components: [.. components.Where(name => name.Length > 0).Select(name => new Contributor(
                EntityRef.Parse(name), Explanation.AddressOf(new(ScopeKind.Component, name), from, to)))]);
    }

    private async Task<IReadOnlyList<IncidentRow>> UnattributedAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        if (query.Scope.Kind == ScopeKind.System)
        {
            return [];
        }

        var ledger = await RollupRun.LedgerAsync(events.Read(), string.Empty, options, cancellationToken);
        _ = ledger.RecountUnattributed();
        return [.. ledger.Unattributed
            .Where(one => one.Incident.ChangeRelated != false
                && (query.Scope.Kind == ScopeKind.Organization || one.Incident.Team == query.Scope.Name))
            .Select(IncidentRow.Of).Where(row => Belongs(query, row))];
    }

    private bool Belongs(MetricsQuery query, IncidentRow row) => IsWithin(query, row.DetectedAt)
        || IsWithin(query, row.ResolvedAt) || (row.ResolvedAt is null && IsBefore(query, row.DetectedAt));

    private bool IsWithin(MetricsQuery query, DateTimeOffset? at) =>
        at is { } instant && _clock.DayOf(instant) is var day && day >= query.From && day <= query.To;

    private bool IsBefore(MetricsQuery query, DateTimeOffset? at) => at is { } instant && _clock.DayOf(instant) <= query.To;

    private DoraFigures? FiguresOf(Bucket? bucket) =>
        bucket is null ? null : DoraFigures.Of(bucket, 1, active: true, options);
}
