namespace Platform.Core.SourceControl;

/// <summary>Remembers deliveries that were handled, so that a repeated one is answered and not handled again.</summary>
public interface IDeliveryLog
{
    /// <summary>Knows a delivery by its <see cref="GitHubDelivery.Fingerprint"/>, whatever id it came under.</summary>
    Task<bool> WasHandledAsync(GitHubDelivery delivery, CancellationToken cancellationToken);

    Task MarkHandledAsync(GitHubDelivery delivery, CancellationToken cancellationToken);
}
