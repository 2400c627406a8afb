namespace Microsoft.DurableTask.Client;

/// <param name="Recursive">Sub-orchestrations that have ended are forgotten too, and counted.</param>
public record PurgeInstanceOptions(bool Recursive = false);
