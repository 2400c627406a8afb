namespace Platform.Core.SourceControl;

/// <summary>Hands a delivery to every handler of its event, at least once, and normally once.</summary>
public sealed class GitHubEventDispatcher(IEnumerable<IGitHubEventHandler> handlers, IDeliveryLog log)
{
    /// <returns>How many handlers ran: 0 for a duplicate and for an event that nobody wants.</returns>
    /// <remarks>
    /// The delivery is marked after its handlers: a crash in between repeats them, never skips them. Every handler gets its turn
    /// even if one fails; the failure is then thrown, GitHub shows the delivery as failed, and whoever redelivers it repeats all
    /// of them.
    /// </remarks>
    public async Task<int> DispatchAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var interested = handlers.Where(handler => handler.Event == delivery.Event).ToList();
        if (interested.Count == 0 || await log.WasHandledAsync(delivery, cancellationToken))
        {
            return 0;
        }

        await Task.WhenAll(interested.Select(async handler => await handler.HandleAsync(delivery, cancellationToken)));
        await log.MarkHandledAsync(delivery, cancellationToken);
        return interested.Count;
    }
}
