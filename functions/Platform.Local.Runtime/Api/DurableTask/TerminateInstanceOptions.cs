namespace Microsoft.DurableTask.Client;

/// <param name="Output">What the instance then has for output.</param>
/// <param name="Recursive">Its sub-orchestrations are terminated too, and theirs.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
