namespace Platform.Core.Observability;

/// <summary>
/// Names of attributes, from OpenTelemetry's semantic conventions; those that it lacks begin with <c>platform.</c>.
/// </summary>
public static class TelemetryTags
{
    public const string ErrorType = "error.type";

    public const string Method = "http.request.method";
    public const string Route = "http.route";
    public const string Status = "http.response.status_code";
    public const string UrlTemplate = "url.template";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    public const string Function = "faas.name";
    public const string Invocation = "faas.invocation_id";
    public const string Trigger = "faas.trigger";

    public const string MessagingSystem = "messaging.system";
    public const string Destination = "messaging.destination.name";
    public const string Operation = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string MessageId = "messaging.message.id";
    public const string MessageSize = "messaging.message.body.size";

    /// <summary>How often the host has handed the message out, this time included.</summary>
    public const string Attempt = "platform.queue.attempt";

    /// <summary>What became of it; which values there are stands beside each metric.</summary>
    public const string Outcome = "platform.outcome";

    /// <summary>A stable code of ours.</summary>
    public const string Code = "platform.code";

    /// <summary>Of a delivery, as in its address.</summary>
    public const string Sender = "platform.sender";

    public const string Task = "platform.scaffolder.task";
    public const string Action = "platform.scaffolder.action";
    public const string Template = "platform.scaffolder.template";
    public const string Rule = "platform.alert.rule";
    public const string Kpi = "platform.kpi";
    public const string GitHubEvent = "platform.github.event";

    /// <summary>The value of <see cref="MessagingSystem"/>: the conventions have no word for Azure Storage Queues.</summary>
    public const string StorageQueues = "azure_storage_queues";
}
