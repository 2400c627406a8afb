namespace Microsoft.DurableTask;

/// <summary>Retries with durable timers in between; every attempt is an activity of its own in the history.</summary>
public class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">Counts the first attempt.</param>
    /// <param name="firstRetryInterval">Wait between the first and the second attempt.</param>
    /// <param name="backoffCoefficient">Each wait is this many times the one before.</param>
    /// <param name="maxRetryInterval">One hour when null.</param>
    /// <param name="retryTimeout">No limit when null.</param>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        RefuseShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        RefuseShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    public Func<Exception, bool> Handle { get; private init; } = static _ => true;

    /// <summary>Which failures are worth another attempt; all of them when it isn't set.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => exception is TaskFailedException failed
            ? value(failed.FailureDetails)
            : throw new InvalidOperationException($"A retry policy judges failed tasks, not {exception?.GetType()}.");
    }

    private static void RefuseShorter(TimeSpan? value, TimeSpan first, string parameter)
    {
        if (value < first && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(parameter, value, $"Expected at least the first retry interval, {first}.");
        }
    }
}
