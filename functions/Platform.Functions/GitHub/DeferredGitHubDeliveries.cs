using Platform.Core.Metrics.Senders;
using Platform.Core.SourceControl;

namespace Platform.Functions.GitHub;

/// <summary>Hands a large delivery to whoever listens for its event, out of the queue.</summary>
internal sealed class DeferredGitHubDeliveries(GitHubEventDispatcher dispatcher) : IDeferredDeliveries
{
    public string Sender => GitHubWebhookHandler.Sender;

    public Task TellAsync(SenderDelivery delivery, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(new(delivery.Id, delivery.Event, delivery.Payload), cancellationToken);
}
