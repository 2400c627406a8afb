namespace Platform.Core.SourceControl;

/// <summary>Remembers deliveries that were handled, so that a repeated one is answered and not handled again.</summary>
public interface IDeliveryLog
{
    Task<bool> WasHandledAsync(string deliveryId, CancellationToken cancellationToken);

    Task MarkHandledAsync(GitHubDelivery delivery, CancellationToken cancellationToken);
}
