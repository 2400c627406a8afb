using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders;

public enum DeliveryOutcome
{
    /// <summary>It was told in events, which are taken.</summary>
    Told,

    /// <summary>It tells nothing that figures are made of; the reason says why.</summary>
    Ignored,

    /// <summary>It can't be understood; the reason is the first problem's code.</summary>
    Refused,

    /// <summary>Its events are taken, but something could not be asked for yet; it is translated again.</summary>
    Incomplete,
}

/// <summary>What became of a delivery, without what it says.</summary>
/// <param name="Reason">A stable code; null for what was told in full.</param>
/// <param name="Events">Identities of its events, as <c>source id</c>.</param>
/// <param name="Added">How many of them were new.</param>
/// <param name="Unattributed">What the catalog doesn't know yet.</param>
/// <param name="Body">The body's address in the archive.</param>
public sealed record DeliveryRecord(
    string Key,
    string Sender,
    string Id,
    string Event,
    DateTimeOffset ReceivedAt,
    DateTimeOffset HandledAt,
    DeliveryOutcome Outcome,
    string? Reason,
    IReadOnlyList<string> Events,
    int Added,
    IReadOnlyList<string> Unattributed,
    IReadOnlyList<Problem> Problems,
    string Body);

/// <param name="Day">When they were received, in UTC.</param>
public sealed record DeliveryRecordQuery(DateOnly Day, string? Sender, DeliveryOutcome? Outcome, string? Reason, int Most);

public interface IDeliveryRecords
{
    /// <summary>Whether it was told in full, ignored or refused: then nothing is to be done when it comes again.</summary>
    Task<bool> WasHandledAsync(string key, CancellationToken cancellationToken);

    Task RecordAsync(DeliveryRecord record, CancellationToken cancellationToken);

    /// <returns>In no particular order.</returns>
    Task<IReadOnlyList<DeliveryRecord>> ListAsync(DeliveryRecordQuery query, CancellationToken cancellationToken);

    /// <returns>How many were removed.</returns>
    Task<int> ForgetAsync(DateOnly before, CancellationToken cancellationToken);
}
