using Microsoft.DurableTask;
using Platform.Core.Drift.Sweeps;

namespace Platform.Functions.Drift.Sweeps;

/// <summary>
/// The orchestrator's hands. It is orchestrator code: deterministic, no clock, no I/O, and it awaits nothing but what the context
/// gave.
/// </summary>
internal sealed class DriftSweepRun(TaskOrchestrationContext context, DriftSweepInput input)
{
    private const int ListingAttempts = 3;

    // Activities answer expected errors with values. 5 attempts wait 1 + 2 + 4 + 8 = 15 s in all.
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new(5, TimeSpan.FromSeconds(1), 2));

    // What the rest builds on must be done: 20 attempts wait 1 + 2 + ... + 32 + 14 * 60 s = 15 minutes in all.
    private static readonly TaskOptions Stubborn = TaskOptions.FromRetryPolicy(
        new(20, TimeSpan.FromSeconds(1), 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    private readonly DateTimeOffset _startedAt = new(context.CurrentUtcDateTime, TimeSpan.Zero);
    private TimeSpan _waited;

    public IReadOnlyList<string> Organizations => input.Organizations;

    public async Task<DriftReport> CollectAsync(string organization)
    {
        Show(new("listing", organization, 0, 0, 0, 0));
        var plan = await PlanAsync(new(organization, input.Scope, input.Slow));
        var content = await LookAsync(plan, plan.Look, isSlow: false);
        var slow = await LookAsync(plan, plan.Slow, isSlow: true);
        await context.CallActivityAsync(DriftSweepNames.Close, new DriftClose(plan, content), Stubborn);
        return new(
            organization, plan.Complete, plan.Reason, plan.Repositories, plan.Absent.Count, plan.Gone,
            plan.RowsWritten + content.Changed + slow.Changed, content, slow);
    }

    public async Task<JudgingResult> JudgeAsync(IReadOnlyList<DriftReport> reports)
    {
        var repositories = reports.Sum(report => report.Repositories);
        Show(new("judging", null, repositories, 0, 0, 0));
        var order = new JudgingOrder(context.InstanceId, _startedAt, input.Scope, input.Organizations, new(0, 0));
        var parts = await context.CallActivityAsync<List<JudgingPart>>(DriftSweepNames.Divide, order, Stubborn);
        var (waiting, running, total) = (new Queue<JudgingPart>(parts), new List<Task<JudgingResult>>(), JudgingResult.None);
        for (var done = 0; waiting.Count + running.Count > 0; done++)
        {
            while (running.Count < input.Chunks && waiting.TryDequeue(out var part))
            {
                running.Add(context.CallActivityAsync<JudgingResult>(
                    DriftSweepNames.Judge, order with { Part = part }, Stubborn));
            }

            Show(new("judging", null, repositories, done, parts.Count, total.Failed));
            var first = await Task.WhenAny(running);
            running.Remove(first);
            total = total.Plus(await first);
        }

        return total;
    }

    public async Task EndAsync(IReadOnlyList<DriftReport> reports, JudgingResult judged)
    {
        Show(new("telling", null, reports.Sum(report => report.Repositories), 0, 0, judged.Failed));
        var endedAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        var failed = reports.Sum(report => report.Content.Failed + report.Slow.Failed);
        var isWhole = input.Scope.IsWhole && reports.All(report => report.Complete);
        await context.CallActivityAsync(
            DriftSweepNames.Tell,
            new DriftTelling(new(context.InstanceId, _startedAt, endedAt, isWhole, failed), input.Organizations),
            Stubborn);
        await context.CallActivityAsync(
            DriftSweepNames.End,
            new DriftSweepResult(
                context.InstanceId, input.Trigger, input.Scope.ToString(), _startedAt, endedAt, reports, judged),
            Stubborn);
        Show(new("done", null, 0, 0, 0, judged.Failed));
    }

    /// <summary>A listing that broke off is tried again: without a complete one nothing is known to be gone.</summary>
    private async Task<DriftPlan> PlanAsync(DriftOrder order)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = await context.CallActivityAsync<DriftPlan>(DriftSweepNames.Plan, order, Stubborn);
            // What is complete and not believed is no better a moment later.
            if (plan.Complete || plan.Absent.Count > 0 && plan.RetryAfter is null || attempt == ListingAttempts
                || !await WaitAsync(plan, plan.RetryAfter))
            {
                return plan;
            }
        }
    }

    private async Task<DriftChunk> LookAsync(DriftPlan plan, IReadOnlyList<long> ids, bool isSlow)
    {
        var waiting = new Queue<IReadOnlyList<long>>(ids.Chunk(input.ChunkSize));
        var running = new List<Task<DriftChunk>>();
        var total = DriftChunk.Empty;
        while (waiting.Count + running.Count > 0)
        {
            while (running.Count < input.Chunks && waiting.TryDequeue(out var some))
            {
                running.Add(LookAsync(new DriftLookOrder(plan.Organization, some, isSlow)));
            }

            Show(new(
                isSlow ? "slow" : "content", plan.Organization, plan.Repositories, total.Looked, ids.Count, total.Failed));
            var first = await Task.WhenAny(running);
            running.Remove(first);
            var chunk = await first;
            total = total.Plus(chunk);
            if (chunk.Rest.Count == 0)
            {
                continue;
            }

            if (await WaitAsync(plan, chunk.RetryAfter))
            {
                waiting.Enqueue(chunk.Rest);
                continue;
            }

            var reason = $"{chunk.Rest.Count} repositories are left to the next sweep: the limit on calls is used up.";
            total = total.Plus(DriftChunk.Empty with
            {
                Failed = chunk.Rest.Count,
                Failures = [new(plan.Organization, reason)],
            });
        }

        return total;
    }

    private async Task<DriftChunk> LookAsync(DriftLookOrder order)
    {
        try
        {
            return await context.CallActivityAsync<DriftChunk>(DriftSweepNames.Look, order, Patient);
        }
        catch (TaskFailedException failed)
        {
            var count = order.Repositories.Count;
            return DriftChunk.Empty with
            {
                Looked = count,
                Failed = count,
                Failures =
                [
                    DriftFailure.Of(order.Organization, $"{count} repositories: {failed.FailureDetails.ErrorMessage}"),
                ],
            };
        }
    }

    private async Task<bool> WaitAsync(DriftPlan plan, TimeSpan? asked)
    {
        var wait = asked > input.ShortestWait ? asked.Value : input.ShortestWait;
        if (_waited + wait > input.LongestWait)
        {
            return false;
        }

        _waited += wait;
        Show(new("waiting", plan.Organization, plan.Repositories, 0, 0, 0));
        await context.CreateTimer(wait, CancellationToken.None);
        return true;
    }

    private void Show(DriftSweepStatus status) => context.SetCustomStatus(status);
}
