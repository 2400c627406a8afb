namespace Microsoft.DurableTask.Client;

/// <summary>Only ended instances are purged, whatever <c>Statuses</c> says.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null);
