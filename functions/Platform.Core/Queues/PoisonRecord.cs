using Platform.Core.Primitives;

namespace Platform.Core.Queues;

/// <summary>A message that could not be handled: what it was and why.</summary>
/// <param name="MessageId">The storage's id of the message as it was last seen.</param>
/// <param name="Body">What the message says, without an envelope; text that is no JSON as it came.</param>
/// <param name="Reasons">Why, in stable codes.</param>
/// <param name="GivenUp">False while the queue still tries.</param>
/// <param name="Failures">How many attempts ended in a failure; attempts that a stopped process cut off don't count.</param>
public sealed record PoisonRecord(
    string Queue,
    string MessageId,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<Problem> Reasons,
    DateTimeOffset At,
    bool GivenUp,
    int Failures = 0);

/// <summary>
/// The record of messages that failed, one per queue and body: a message that moves to the poison queue gets a new id, its body
/// stays the same, so the reason of the last attempt and the moment of giving up meet in one row.
/// </summary>
public interface IPoisonRecords
{
    Task RecordAsync(PoisonRecord record, CancellationToken cancellationToken);

    /// <summary>A message that failed earlier went through: nothing is left to report.</summary>
    Task ForgetAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    Task<PoisonRecord?> FindAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>How many of a queue were given up; counts no further than to <paramref name="most"/>.</summary>
    Task<int> CountAsync(string queue, int most, CancellationToken cancellationToken);

    /// <summary>At most so many, in no particular order: each comes with its body.</summary>
    Task<IReadOnlyList<PoisonRecord>> ListAsync(string queue, int most, CancellationToken cancellationToken);
}
