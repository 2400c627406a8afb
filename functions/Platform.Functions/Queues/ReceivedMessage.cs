using Azure.Storage.Queues.Models;
using Platform.Core.Queues;

namespace Platform.Functions.Queues;

/// <summary>A message with its envelope opened.</summary>
/// <param name="Kept">
/// What is kept of it when it fails: the content, the same in every round; text that is no JSON as it came.
/// </param>
internal sealed record ReceivedMessage(QueueMessage Message, QueueEnvelope Envelope, ReadOnlyMemory<byte> Kept)
{
    /// <value>This is not the first attempt, so there may be a record of an earlier one.</value>
    public bool IsRepeated => Message.DequeueCount > 1 || Envelope.Returned > 0;

    public static ReceivedMessage Open(QueueMessage message)
    {
        var envelope = QueueEnvelope.Read(MessageText.Decode(message.Body));
        return new(message, envelope, envelope.CanTravel ? envelope.Content : message.Body.ToMemory());
    }
}
