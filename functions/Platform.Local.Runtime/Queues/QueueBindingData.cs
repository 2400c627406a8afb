using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues.Models;

namespace Platform.Local.Runtime.Queues;

/// <summary>A message's metadata as it reaches the isolated worker: everything is text, and what is no string is JSON.</summary>
internal static class QueueBindingData
{
    public static IReadOnlyDictionary<string, object?> Of(QueueMessage message) => new Dictionary<string, object?>
    {
        ["QueueTrigger"] = message.Body.ToString(),
        ["Id"] = message.MessageId,
        ["PopReceipt"] = message.PopReceipt,
        ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
        ["InsertionTime"] = JsonSerializer.Serialize(message.InsertedOn),
        ["ExpirationTime"] = JsonSerializer.Serialize(message.ExpiresOn),
        ["NextVisibleTime"] = JsonSerializer.Serialize(message.NextVisibleOn),
    };
}
