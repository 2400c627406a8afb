namespace Microsoft.DurableTask;

/// <summary>Decides in orchestrator code, so deterministically, whether a failed task is tried again at once.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
