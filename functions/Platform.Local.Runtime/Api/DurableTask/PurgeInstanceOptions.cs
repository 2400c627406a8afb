namespace Microsoft.DurableTask.Client;

/// <summary>Recursion has no effect until there are sub-orchestrations.</summary>
public record PurgeInstanceOptions(bool Recursive = false);
