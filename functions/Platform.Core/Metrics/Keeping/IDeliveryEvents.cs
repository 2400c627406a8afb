using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Ledger;

namespace Platform.Core.Metrics.Keeping;

/// <summary>An event as it is kept: what was understood, and the whole of what was sent.</summary>
/// <param name="Body">A CloudEvent in structured JSON.</param>
public sealed record HeardEvent(DeliveryEvent Told, ReadOnlyMemory<byte> Body);

/// <summary>The append-only log of events.</summary>
public interface IDeliveryEvents
{
    /// <summary>
    /// Keeps an event once, with what it joins, and marks what it touches. Safe to repeat at any point, also after half of it.
    /// Of two events with one source and id the first stands.
    /// </summary>
    Task<RecordOutcome> RecordAsync(HeardEvent heard, CancellationToken cancellationToken);

    /// <summary>Reads for one run: what two components share is read once. Not to be used for longer.</summary>
    IDeliveryHistories Read();

    /// <summary>Marks every component that was ever heard of.</summary>
    /// <returns>How many.</returns>
    Task<int> MarkAllAsync(CancellationToken cancellationToken);
}

public interface IDeliveryHistories
{
    /// <param name="component">Canonical; empty for what belongs to no component.</param>
    /// <returns>The events of a component, of what it is made from and of the artifacts it deployed.</returns>
    Task<IReadOnlyList<DeliveryEvent>> OfAsync(string component, CancellationToken cancellationToken);
}

/// <summary>
/// Hears of every event that was taken in, once it is kept. At least once, in no particular order, and also of events about
/// nothing that it knows; a failure makes the sender send again.
/// </summary>
public interface IDeliveryListener
{
    Task OnHeardAsync(HeardEvent heard, CancellationToken cancellationToken);
}
