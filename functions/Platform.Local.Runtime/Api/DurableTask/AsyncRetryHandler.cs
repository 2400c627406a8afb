namespace Microsoft.DurableTask;

/// <summary>As <see cref="RetryHandler"/>; may await durable timers and activities of the orchestration.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
