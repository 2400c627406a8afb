using System.Reflection;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Queues;

/// <summary>A message in the form that the function asked for.</summary>
internal static class QueueMessageValue
{
    public static object? As(ParameterInfo parameter, object triggerValue, JsonSerializerOptions options)
    {
        var message = (QueueMessage)triggerValue;
        var type = parameter.ParameterType;
        return type == typeof(QueueMessage) ? message
            : type == typeof(string) ? message.Body.ToString()
            : type == typeof(byte[]) ? message.Body.ToArray()
            : type == typeof(BinaryData) ? message.Body
            : WorkerJson.Read(parameter.Name!, message.Body.ToMemory().Span, type, options);
    }
}
