using Platform.Core.Drift.Rules;
using Platform.Core.Metrics.Senders.ArgoCd;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Collection;

/// <summary>The last that Argo CD told of an application.</summary>
/// <param name="Component">Canonical; null when nobody says what it deploys.</param>
/// <param name="FirstAt">When it was told of for the first time.</param>
/// <param name="OutOfSyncSince">Without a break, as far as was told.</param>
public sealed record ArgoSign(
    string Application, string? Component, string Sync, string? Health, DateTimeOffset At, DateTimeOffset FirstAt,
    DateTimeOffset? OutOfSyncSince);

/// <summary>
/// Keeps the last state of each application, a row each: 5,000 are five pages. Another notification that says the same writes
/// nothing for a day.
/// </summary>
public sealed class ArgoSigns(IDocuments<ArgoSign> signs) : IArgoCdAudience, IWorldSource
{
    private const string OutOfSync = "OutOfSync";

    /// <summary>Argo CD tells when something changes, which may be long ago.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public Task OnToldAsync(ArgoCdTold told, CancellationToken cancellationToken) => signs.ChangeAsync(
        ContentHash.Of(told.Application)[..32], known => Next(told, known), cancellationToken);

    public async Task BringAsync(WorldDraft draft, CancellationToken cancellationToken)
    {
        var known = await signs.ListAsync(cancellationToken);
        if (known.Count == 0)
        {
            return;
        }

        var byAnnotation = draft.Entities.Where(entity => entity.Annotations.ContainsKey("argocd/app-name"))
            .ToLookup(entity => entity.Annotations["argocd/app-name"], entity => entity.Canonical, StringComparer.Ordinal);
        draft.Applications = known
            .SelectMany(sign => (sign.Component is { } component ? [component] : byAnnotation[sign.Application])
                .Select(component => (Component: component, Application: new ArgoApplication(
                    sign.Application, sign.Sync, sign.Health, sign.At, sign.OutOfSyncSince))))
            .ToLookup(one => one.Component, one => one.Application, StringComparer.Ordinal);
        draft.Parts[FactNames.Argo] = new("argocd", draft.At, Lifetime, known.Min(sign => sign.FirstAt));
    }

    private static ArgoSign? Next(ArgoCdTold told, ArgoSign? known)
    {
        // Notifications may overtake each other.
        if (known is not null && known.At > told.At)
        {
            return null;
        }

        var next = new ArgoSign(
            told.Application, told.Component?.Canonical ?? known?.Component, told.Sync, told.Health, told.At,
            known?.FirstAt ?? told.At, told.Sync == OutOfSync ? known?.OutOfSyncSince ?? told.At : null);
        return known is not null && next with { At = known.At } == known && told.At - known.At < Day ? null : next;
    }
}
