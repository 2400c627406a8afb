using System.Buffers.Text;
using Azure.Storage.Queues.Models;

namespace Platform.Local.Runtime.Queues;

internal static class MessageText
{
    /// <summary>The message with its body decoded; null when it is not in the encoding.</summary>
    public static QueueMessage? Decode(QueueMessage raw, QueueTextEncoding encoding)
    {
        if (encoding == QueueTextEncoding.None)
        {
            return raw;
        }

        if (!Base64.IsValid(raw.MessageText))
        {
            return null;
        }

        return QueuesModelFactory.QueueMessage(
            raw.MessageId,
            raw.PopReceipt,
            new BinaryData(Convert.FromBase64String(raw.MessageText)),
            raw.DequeueCount,
            raw.NextVisibleOn,
            raw.InsertedOn,
            raw.ExpiresOn);
    }
}
