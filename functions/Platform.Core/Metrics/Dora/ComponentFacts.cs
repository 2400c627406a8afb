using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>All that is known of one component.</summary>
/// <param name="Deployments">To all environments, in order.</param>
/// <param name="Releases">In order.</param>
public sealed record ComponentFacts(
    EntityRef Component,
    IReadOnlyList<Deployment> Deployments,
    IReadOnlyList<Incident> Incidents,
    IReadOnlyList<(DateTimeOffset At, ReleaseNotice Release)> Releases,
    Ownership Ownership,
    SourceView Source,
    ComponentPaths Paths);
