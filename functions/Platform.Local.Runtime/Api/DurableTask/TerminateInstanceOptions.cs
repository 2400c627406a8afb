namespace Microsoft.DurableTask.Client;

/// <summary>Recursion has no effect until there are sub-orchestrations.</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
