using Microsoft.DurableTask;
using Platform.Core.Catalog.Discovery.Sweeps;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>
/// The orchestrator's hands. It is orchestrator code: deterministic, no clock, no I/O, and it awaits nothing but what the context
/// gave.
/// </summary>
internal sealed class SweepRun(TaskOrchestrationContext context, SweepInput input)
{
    private const int ListingAttempts = 3;

    // Activities answer expected errors with values. 5 attempts wait 1 + 2 + 4 + 8 = 15 s in all.
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new(5, TimeSpan.FromSeconds(1), 2));

    // The end must be written down: 20 attempts wait 1 + 2 + ... + 32 + 14 * 60 s = 15 minutes in all.
    private static readonly TaskOptions Stubborn = TaskOptions.FromRetryPolicy(
        new(20, TimeSpan.FromSeconds(1), 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    private readonly DateTimeOffset _startedAt = new(context.CurrentUtcDateTime, TimeSpan.Zero);
    private TimeSpan _waited;

    public async Task<SweepReport> SweepAsync(SweepScope scope)
    {
        context.SetCustomStatus(new SweepStatus("listing", scope.ToString(), 0, 0, 0, 0, 0, 0));
        var plan = await PlanAsync(scope);
        var found = await LookAsync(plan);
        Show("concluding", plan, found);
        return await context.CallActivityAsync<SweepReport>(
            DiscoveryNames.Conclude, new SweepEnd(plan, found), Stubborn);
    }

    public async Task EndAsync(IReadOnlyList<SweepReport> reports)
    {
        var endedAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        await context.CallActivityAsync(
            DiscoveryNames.End, new SweepResult(context.InstanceId, input.Trigger, _startedAt, endedAt, reports), Stubborn);
        context.SetCustomStatus(new SweepStatus("done", null, 0, 0, 0, 0, 0, 0));
    }

    /// <summary>A listing that broke off is tried again: without a complete one nothing can be removed.</summary>
    private async Task<SweepPlan> PlanAsync(SweepScope scope)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = await context.CallActivityAsync<SweepPlan>(DiscoveryNames.Plan, scope, Stubborn);
            if (plan.Complete || attempt == ListingAttempts || !await WaitAsync(plan, SweepChunk.Empty, plan.RetryAfter))
            {
                return plan;
            }
        }
    }

    private async Task<SweepChunk> LookAsync(SweepPlan plan)
    {
        var waiting = new Queue<IReadOnlyList<long>>(plan.Look.Chunk(input.ChunkSize));
        var running = new List<(Task<SweepChunk> Task, IReadOnlyList<long> Ids)>();
        var total = SweepChunk.Empty;
        while (waiting.Count + running.Count > 0)
        {
            while (running.Count < input.Chunks && waiting.TryDequeue(out var ids))
            {
                running.Add((LookAsync(plan.Scope.Organization, ids), ids));
            }

            Show("looking", plan, total);
            var done = await Task.WhenAny(running.Select(one => one.Task));
            var chunk = await done;
            running.RemoveAll(one => one.Task == done);
            total = total.Plus(chunk);
            if (chunk.Rest.Count > 0)
            {
                total = await AgainAsync(plan, total, chunk, waiting);
            }
        }

        return total;
    }

    /// <summary>What the host did not want to be asked yet is asked later, or left to the next sweep.</summary>
    private async Task<SweepChunk> AgainAsync(
        SweepPlan plan, SweepChunk total, SweepChunk chunk, Queue<IReadOnlyList<long>> waiting)
    {
        if (await WaitAsync(plan, total, chunk.RetryAfter))
        {
            waiting.Enqueue(chunk.Rest);
            return total;
        }

        var reason = $"{chunk.Rest.Count} repositories are left to the next sweep: the limit on calls is used up.";
        return total.Plus(SweepChunk.Empty with
        {
            Failed = chunk.Rest.Count,
            Failures = [new(plan.Scope.ToString(), reason)],
        });
    }

    private async Task<SweepChunk> LookAsync(string organization, IReadOnlyList<long> ids)
    {
        try
        {
            return await context.CallActivityAsync<SweepChunk>(
                DiscoveryNames.Look, new SweepLook(organization, ids), Patient);
        }
        catch (TaskFailedException failed)
        {
            return SweepChunk.Empty with
            {
                Looked = ids.Count,
                Failed = ids.Count,
                Failures = [SweepFailure.Of(organization, $"{ids.Count} repositories: {failed.FailureDetails.ErrorMessage}")],
            };
        }
    }

    private async Task<bool> WaitAsync(SweepPlan plan, SweepChunk total, TimeSpan? asked)
    {
        var wait = asked > input.ShortestWait ? asked.Value : input.ShortestWait;
        if (_waited + wait > input.LongestWait)
        {
            return false;
        }

        _waited += wait;
        Show("waiting", plan, total);
        await context.CreateTimer(wait, CancellationToken.None);
        return true;
    }

    private void Show(string phase, SweepPlan plan, SweepChunk total) => context.SetCustomStatus(new SweepStatus(
        phase, plan.Scope.ToString(), plan.Repositories, plan.Look.Count, total.Looked, total.Stored, total.Removed,
        total.Failed));
}
