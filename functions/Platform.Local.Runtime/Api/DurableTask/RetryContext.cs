namespace Microsoft.DurableTask;

/// <summary>Attempts count from 1; the retry time is orchestration time since the first attempt.</summary>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
