using Microsoft.DurableTask;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>Retries as orchestrator code: attempts and waits are ordinary tasks and timers of the history.</summary>
internal static class RetryLoop
{
    public static async Task<string?> RunAsync(
        TaskOrchestrationContext context, TaskRetryOptions options, Func<Task<string?>> attempt)
    {
        var begun = context.CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure)
                when (failure.FailureDetails.ErrorType is not (Divergence.NotFoundType or Divergence.ActivityNotFoundType))
            {
                if (!await MayRetryAsync(context, options, failure, attempts, begun))
                {
                    throw;
                }
            }
        }
    }

    private static async Task<bool> MayRetryAsync(
        TaskOrchestrationContext context, TaskRetryOptions options, TaskFailedException failure, int attempts, DateTime begun)
    {
        var elapsed = context.CurrentUtcDateTime - begun;
        if (options.Handler is { } handler)
        {
            return await handler(new(context, attempts, failure.FailureDetails, elapsed, CancellationToken.None));
        }

        var policy = options.Policy!;
        if (attempts >= policy.MaxNumberOfAttempts || IsOver(elapsed, policy.RetryTimeout) || !policy.Handle(failure))
        {
            return false;
        }

        await context.CreateTimer(DelayAfter(attempts, policy), CancellationToken.None);
        return true;
    }

    private static bool IsOver(TimeSpan elapsed, TimeSpan limit) => limit != Timeout.InfiniteTimeSpan && elapsed >= limit;

    private static TimeSpan DelayAfter(int attempts, RetryPolicy policy)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }
}
