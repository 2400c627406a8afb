using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Functions.Queues;

/// <summary>
/// The one translation of outcomes at a queue. Problems with a message are recorded with its body, and the message is done:
/// trying again would not mend it. An exception is recorded too and thrown on, so that the host tries again and in the end moves
/// the message to the poison queue, where the record learns that it was given up.
/// <para>
/// The host counts every time it hands a message out, also when its process was killed before the handler had ended. A message
/// that comes to the poison queue without having failed as often as the host tries goes back to its queue, some times at most:
/// one that kills the process every time must not do so for ever.
/// </para>
/// </summary>
public sealed partial class QueueEdge(
    IPoisonRecords poison,
    IClaimCheck claims,
    IQueueSender sender,
    QueueAttempts attempts,
    TimeProvider clock,
    ILogger<QueueEdge> logger)
{
    public const string ClaimMissing = "claim-missing";
    public const string HandlerFailed = "handler-failed";
    public const string GivenUp = "message-given-up";

    /// <summary>With five attempts a round, 20 in a row must be cut off before a healthy message is given up.</summary>
    public const int MostReturns = 3;

    private static readonly Problem BodyGone = new(ClaimMissing, "The message names a body that is not in storage.", "claim");

    private static readonly Problem CutOff = new(
        GivenUp, "The message was given up: again and again its process ended before an attempt to handle it had ended.");

    /// <param name="handle">Returns what is wrong with the message; throws what may pass.</param>
    public async Task RunAsync(
        string queue,
        QueueMessage message,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task<IReadOnlyList<Problem>>> handle,
        CancellationToken cancellationToken)
    {
        var received = ReceivedMessage.Open(message);
        using var attempt = QueueAttempt.Begin(queue, received);
        try
        {
            var redeemed = await claims.RedeemAsync(received.Envelope.Content, cancellationToken);
            var problems = redeemed is { } content ? await handle(content, cancellationToken) : [BodyGone];
            if (problems.Count > 0)
            {
                Log.Refused(logger, queue, message.MessageId, problems[0].Code);
                await poison.RecordAsync(Record(queue, received, problems, givenUp: true), cancellationToken);
                attempt.Refused(problems[0].Code);
                return;
            }

            if (received.IsRepeated)
            {
                await poison.ForgetAsync(queue, received.Kept, cancellationToken);
            }

            attempt.Handled();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            attempt.Failed(failure);
            await NoteAsync(queue, received, failure, cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// For the function of a poison queue: keeps the message with the reason of its last attempt, and the queue goes on.
    /// </summary>
    /// <returns>False when the message went back to its queue instead.</returns>
    public async Task<bool> GiveUpAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        var received = ReceivedMessage.Open(message);
        var known = await poison.FindAsync(queue, received.Kept, cancellationToken);
        if (known is { GivenUp: true } && known.MessageId == message.MessageId)
        {
            return true;
        }

        var failures = FailuresOf(known);
        if (failures < attempts.Most && received.Envelope.Returned < MostReturns && received.Envelope.CanTravel)
        {
            Log.Returned(logger, queue, message.MessageId, failures);
            var next = received.Envelope with { Returned = received.Envelope.Returned + 1 };
            await sender.ReturnAsync(queue, next, cancellationToken);
            QueueAttempt.Count(queue, "returned");
            return false;
        }

        Log.GivenUp(logger, queue, message.MessageId);
        IReadOnlyList<Problem> cutOff = failures < attempts.Most ? [CutOff] : [];
        var reasons = failures > 0 ? [.. known!.Reasons, .. cutOff] : cutOff;
        await poison.RecordAsync(Record(queue, received, reasons, givenUp: true, failures), cancellationToken);
        QueueAttempt.Count(queue, "given_up");
        return true;
    }

    /// <summary>What a message says, for who looks after one that was given up; empty when its body has gone.</summary>
    public async Task<ReadOnlyMemory<byte>> OpenAsync(QueueMessage message, CancellationToken cancellationToken) =>
        await claims.RedeemAsync(ReceivedMessage.Open(message).Envelope.Content, cancellationToken) ?? ReadOnlyMemory<byte>.Empty;

    private async Task NoteAsync(string queue, ReceivedMessage received, Exception failure, CancellationToken cancellationToken)
    {
        var attempt = received.Message.DequeueCount;
        var reason = new Problem(HandlerFailed, $"Attempt {attempt} failed with {failure.GetType().Name}: {failure.Message}");
        try
        {
            var known = received.IsRepeated ? await poison.FindAsync(queue, received.Kept, cancellationToken) : null;
            var record = Record(queue, received, [reason], givenUp: false, FailuresOf(known) + 1);
            await poison.RecordAsync(record, cancellationToken);
        }
        catch (Exception second)
        {
            // Storage is what failed, most likely; the first failure is the one that counts.
            Log.NotRecorded(logger, second, queue, received.Message.MessageId);
        }
    }

    /// <summary>A record that was given up belongs to an earlier message of the same content.</summary>
    private static int FailuresOf(PoisonRecord? known) => known is { GivenUp: false } ? known.Failures : 0;

    private PoisonRecord Record(
        string queue, ReceivedMessage received, IReadOnlyList<Problem> reasons, bool givenUp, int failures = 0) =>
        new(queue, received.Message.MessageId, received.Kept, reasons, clock.GetUtcNow(), givenUp, failures);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message of {Queue} was refused ({Code}): {MessageId}.")]
        public static partial void Refused(ILogger logger, string queue, string messageId, string code);

        [LoggerMessage(2, LogLevel.Warning, "A message of {Queue} was given up: {MessageId}.")]
        public static partial void GivenUp(ILogger logger, string queue, string messageId);

        [LoggerMessage(3, LogLevel.Warning, "The failure of message {MessageId} of {Queue} could not be recorded.")]
        public static partial void NotRecorded(ILogger logger, Exception exception, string queue, string messageId);

        [LoggerMessage(
            4, LogLevel.Warning,
            "Message {MessageId} of {Queue} was cut off too often, but failed only {Failures} times: it goes back.")]
        public static partial void Returned(ILogger logger, string queue, string messageId, int failures);
    }
}
