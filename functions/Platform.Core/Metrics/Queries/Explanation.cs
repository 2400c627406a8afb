using Platform.Core.Catalog;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Queries;

/// <summary>A component that adds to the figures, and where its own are explained.</summary>
public sealed record Contributor(EntityRef Component, string Explain);

/// <summary>A closed day whose figures changed, and how.</summary>
public sealed record RestatedDay(DateOnly Day, DateTimeOffset At, DoraFigures? Before, DoraFigures? After);

/// <summary>
/// What is behind the figures of a span: of a component the deployments, changes and incidents, also those that began before it
/// and ended in it, or haven't ended; of a wider scope its components, and the incidents that belong to none.
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
    IReadOnlyList<Contributor>? Components = null,
    IReadOnlyList<RestatedDay>? Restatements = null)
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
