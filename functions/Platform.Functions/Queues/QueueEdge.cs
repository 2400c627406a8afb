using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Functions.Queues;

/// <summary>
/// The one translation of outcomes at a queue. Problems with a message are recorded with its body, and the message is done:
/// trying again would not mend it. An exception is recorded too and thrown on, so that the host tries again and in the end moves
/// the message to the poison queue, where the record learns that it was given up.
/// </summary>
public sealed partial class QueueEdge(IPoisonRecords poison, IClaimCheck claims, TimeProvider clock, ILogger<QueueEdge> logger)
{
    public const string ClaimMissing = "claim-missing";
    public const string HandlerFailed = "handler-failed";
    public const string GivenUp = "message-given-up";

    private static readonly Problem BodyGone = new(ClaimMissing, "The message names a body that is not in storage.", "claim");

    private static readonly Problem NeverHandled = new(
        GivenUp, "The host gave the message up: every attempt to handle it was cut off before it ended.");

    /// <param name="handle">Returns what is wrong with the message; throws what may pass.</param>
    public async Task RunAsync(
        string queue,
        QueueMessage message,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task<IReadOnlyList<Problem>>> handle,
        CancellationToken cancellationToken)
    {
        var body = message.Body.ToMemory();
        try
        {
            var redeemed = await claims.RedeemAsync(MessageText.Decode(message.Body), cancellationToken);
            var problems = redeemed is { } content ? await handle(content, cancellationToken) : [BodyGone];
            if (problems.Count > 0)
            {
                Log.Refused(logger, queue, message.MessageId, problems[0].Code);
                await poison.RecordAsync(Record(queue, message, problems, givenUp: true), cancellationToken);
            }
            else if (message.DequeueCount > 1)
            {
                await poison.ForgetAsync(queue, body, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await NoteAsync(queue, message, failure, cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// For the function of a poison queue: keeps the message with the reason of its last attempt, and the queue goes on.
    /// </summary>
    public async Task GiveUpAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        Log.GivenUp(logger, queue, message.MessageId);
        var known = await poison.FindAsync(queue, message.Body.ToMemory(), cancellationToken);
        var reasons = known?.Reasons is { Count: > 0 } ? known.Reasons : [NeverHandled];
        await poison.RecordAsync(Record(queue, message, reasons, givenUp: true), cancellationToken);
    }

    private async Task NoteAsync(string queue, QueueMessage message, Exception failure, CancellationToken cancellationToken)
    {
        var reason = new Problem(
            HandlerFailed, $"Attempt {message.DequeueCount} failed with {failure.GetType().Name}: {failure.Message}");
        try
        {
            await poison.RecordAsync(Record(queue, message, [reason], givenUp: false), cancellationToken);
        }
        catch (Exception second)
        {
            // Storage is what failed, most likely; the first failure is the one that counts.
            Log.NotRecorded(logger, second, queue, message.MessageId);
        }
    }

    private PoisonRecord Record(string queue, QueueMessage message, IReadOnlyList<Problem> reasons, bool givenUp) =>
        new(queue, message.MessageId, message.Body.ToMemory(), reasons, clock.GetUtcNow(), givenUp);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message of {Queue} was refused ({Code}): {MessageId}.")]
        public static partial void Refused(ILogger logger, string queue, string messageId, string code);

        [LoggerMessage(2, LogLevel.Warning, "A message of {Queue} was given up: {MessageId}.")]
        public static partial void GivenUp(ILogger logger, string queue, string messageId);

        [LoggerMessage(3, LogLevel.Warning, "The failure of message {MessageId} of {Queue} could not be recorded.")]
        public static partial void NotRecorded(ILogger logger, Exception exception, string queue, string messageId);
    }
}
