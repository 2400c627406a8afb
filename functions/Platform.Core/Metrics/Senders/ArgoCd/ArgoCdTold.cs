using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders.ArgoCd;

/// <summary>What a notification says of an application, whether or not it tells of a deployment.</summary>
/// <param name="Component">What it deploys; null when nobody says.</param>
/// <param name="Sync">Argo CD's word: <c>Synced</c>, <c>OutOfSync</c>, <c>Unknown</c>.</param>
/// <param name="At">When Argo CD looked last, or else when it told.</param>
public sealed record ArgoCdTold(string Application, EntityRef? Component, string Sync, string? Health, DateTimeOffset At);

/// <summary>Hears every state that Argo CD tells. At least once, and in any order.</summary>
public interface IArgoCdAudience
{
    Task OnToldAsync(ArgoCdTold told, CancellationToken cancellationToken);
}
