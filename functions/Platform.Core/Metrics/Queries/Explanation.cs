using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Queries;

/// <summary>A component that adds to the figures, and where its own are explained.</summary>
public sealed record Contributor(EntityRef Component, string Explain);

/// <summary>
/// What is behind the figures of a span: of a component the deployments, changes and incidents; of a wider scope its components.
/// </summary>
public sealed record Explanation(
    ScopeKind Scope,
    string Name,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<DeploymentRow>? Deployments = null,
    IReadOnlyList<ChangeRow>? Changes = null,
    IReadOnlyList<IncidentRow>? Incidents = null,
    IReadOnlyList<GamingSignal>? GamingWatch = null,
    IReadOnlyList<Contributor>? Components = null)
{
    public static string AddressOf(Scope scope, DateOnly from, DateOnly to)
    {
        var name = scope.Kind switch
        {
            ScopeKind.Organization => "organization",
            ScopeKind.Component => scope.Name,
            _ => $"{scope.Kind.ToString().ToLowerInvariant()}:{scope.Name}",
        };
        return $"/api/metrics/dora/explain?scope={Uri.EscapeDataString(name)}&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}";
    }
}

/// <summary>Explains figures from the events themselves.</summary>
public sealed class Explaining(IDeliveryEvents events, IRollupReader rollups, DoraOptions options, TimeProvider clock)
{
    private readonly DayClock _clock = new(options.TimeZone);

    public async Task<Explanation> AnswerAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var (scope, from, to) = (query.Scope, query.From, query.To);
        if (scope.Kind != ScopeKind.Component)
        {
            var components = await rollups.ContributorsAsync(scope, from, to, cancellationToken);
            return new(scope.Kind, scope.Name, from, to, Components: [.. components.Where(name => name.Length > 0).Select(
                name => new Contributor(
                    EntityRef.Parse(name), Explanation.AddressOf(new(ScopeKind.Component, name), from, to)))]);
        }

        var ledger = await RollupRun.LedgerAsync(events.Read(), scope.Name, options, cancellationToken);
        var analysis = ledger.Recount(EntityRef.Parse(scope.Name)).Analysis;
        return new(
            scope.Kind,
            scope.Name,
            from,
            to,
            [.. DeploymentRow.Of(analysis).Where(row => IsWithin(row.FinishedAt))],
            [.. ChangeRow.Of(analysis).Where(row => IsWithin(row.DeployedAt) || IsWithin(row.MergedAt))],
            [.. IncidentRow.Of(analysis).Where(row => IsWithin(row.DetectedAt) || IsWithin(row.ResolvedAt))],
            new GamingWatch(ledger, options, clock.GetUtcNow()).Signals());

        bool IsWithin(DateTimeOffset? at) => at is { } instant && _clock.DayOf(instant) is var day && day >= from && day <= to;
    }
}
