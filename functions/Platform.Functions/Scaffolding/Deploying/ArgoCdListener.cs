using System.Text.Json.Nodes;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Scaffolding.Actions.Deploying;

namespace Platform.Functions.Scaffolding.Deploying;

/// <summary>
/// Argo CD's notifications come as events of deliveries, so that they count as deployments, too. Keeps what they tell of the
/// application and wakes the tasks that wait for it.
/// </summary>
public sealed class ArgoCdListener(IArgoCdStates states, TaskSignals signals) : IDeliveryListener
{
    public async Task OnHeardAsync(HeardEvent heard, CancellationToken cancellationToken)
    {
        if (heard.Body.Span.IndexOf("\"argocd\""u8) >= 0
            && ArgoCdState.OfNotification(JsonNode.Parse(heard.Body.Span)?["data"]?["customData"]?["argocd"]) is { } state)
        {
            await states.RecordAsync(state, cancellationToken);
            foreach (var task in await states.WaitersAsync(state.Application, cancellationToken))
            {
                await signals.RaiseAsync(
                    task, WaitSyncAction.EventOf(state.Application), state.Application, cancellationToken);
            }
        }
    }
}
