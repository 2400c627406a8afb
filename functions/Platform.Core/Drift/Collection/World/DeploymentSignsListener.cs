using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;
using Platform.Core.Metrics.Keeping;

namespace Platform.Core.Drift.Collection;

/// <summary>Notes what was deployed where, from the events that are taken in.</summary>
public sealed class DeploymentSignsListener(IDeploymentSigns signs) : IDeliveryListener
{
    public async Task OnHeardAsync(HeardEvent heard, CancellationToken cancellationToken)
    {
        var notice = heard.Told;
        if (notice.Notice is not DeploymentNotice { State: DeploymentState.Success, Component: { } component } told)
        {
            return;
        }

        var tier = told.Tier ?? EnvironmentTiers.ByName(told.Environment);
        await signs.NoteAsync(
            new(
                component.Canonical, told.Environment, tier?.ToString().ToLowerInvariant() ?? "other", notice.At, 1,
                told.ChangeSets.Select(set => NameOf(set.Repository)).FirstOrDefault(name => name is not null)),
            cancellationToken);
    }

    /// <summary>Repositories are written with their host.</summary>
    private static string? NameOf(string? repository) =>
        repository?.Split('/') is [.., var owner, var name] ? $"{owner}/{name}" : null;
}
