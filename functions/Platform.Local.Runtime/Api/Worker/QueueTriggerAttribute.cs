using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for each message of a queue; <c>%name%</c> in the queue's name is read from the settings.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    public string QueueName => queueName;

    /// <summary>The setting that holds the connection string; AzureWebJobsStorage when null.</summary>
    public string? Connection { get; set; }
}
