using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Expressions;
using Platform.Local.Forge.Actions.Workflows;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>Executes a run: its jobs in the order of their needs, as many at once as there are processors.</summary>
internal sealed class RunExecutor(
    ForgeStore store,
    RunEvents events,
    RunContexts contexts,
    JobExecutor executor,
    TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(Math.Max(2, Environment.ProcessorCount));

    public async Task ExecuteAsync(Run run, CancellationToken stopping)
    {
        run.Update(data => data with { Status = "in_progress", UpdatedAt = time.GetUtcNow() });
        events.Publish(run, "in_progress");
        var conclusion = run.Data.Problem is null ? await ExecuteJobsAsync(run, stopping) : "failure";
        run.Update(data => data with { Status = "completed", Conclusion = conclusion, UpdatedAt = time.GetUtcNow() });
        events.Publish(run, "completed");
    }

    public void Dispose() => _slots.Dispose();

    private async Task<string> ExecuteJobsAsync(Run run, CancellationToken stopping)
    {
        var workflow = Read(run);
        var shared = contexts.Of(run);
        var outcomes = new Dictionary<string, Lazy<Task<JobOutcome>>>();
        foreach (var job in workflow.Jobs)
        {
            outcomes[job.Key] = new(async () =>
            {
                var needed = await Task.WhenAll(job.Needs.Select(async key => (key, await outcomes[key].Value)));
                return await ExecuteAsync(
                    new JobTurn(run, workflow, job, With(shared, "needs", RunContexts.Needs(needed))),
                    needed,
                    stopping);
            });
        }

        var all = await Task.WhenAll(workflow.Jobs.Select(async job => (job, Outcome: await outcomes[job.Key].Value)));
        var counted = all.Where(each =>
                each.Outcome.Result == "success" || each.job.Source["continue-on-error"]?.ToString() != "true")
            .Select(each => each.Outcome.Result)
            .ToList();
        return new[] { "failure", "cancelled", "success" }.FirstOrDefault(counted.Contains)
            ?? (all.All(each => each.Outcome.Result == "skipped") ? "skipped" : "success");
    }

    private async Task<JobOutcome> ExecuteAsync(
        JobTurn turn,
        (string Key, JobOutcome Outcome)[] needed,
        CancellationToken stopping)
    {
        var status = JobOutcome.StatusAfter([.. needed.Select(each => each.Outcome)]);
        var failedAbove = needed.Any(each => each.Outcome.FailedAbove);
        try
        {
            var scope = new Scope(turn.Contexts, status);
            if (!Interpolation.Condition(turn.Job.If, scope))
            {
                AddSkipped(turn, null);
                return JobOutcome.Skipped(failedAbove);
            }

            if (JobSupport.WhyNot(turn.Job, turn.Workflow) is { } reason)
            {
                AddSkipped(turn, reason);
                return JobOutcome.Skipped(failedAbove);
            }

            var combinations = JobMatrix.Expand(turn.Job.Matrix, scope);
            var outcome = JobOutcome.Of(
                await Task.WhenAll(combinations.Select(matrix => ExecuteAsync(turn, matrix, stopping))));
            return outcome with { FailedAbove = outcome.FailedAbove || failedAbove };
        }
        catch (Exception wrong) when (wrong is ExpressionException or WorkflowException)
        {
            AddSkipped(turn, wrong.Message);
            return JobOutcome.Skipped(failedAbove);
        }
    }

    private async Task<(string Result, JsonObject Outputs)> ExecuteAsync(
        JobTurn turn,
        JsonObject matrix,
        CancellationToken stopping)
    {
        var here = turn with { Contexts = With(turn.Contexts, "matrix", matrix) };
        var scope = new Scope(here.Contexts, JobStatus.Success);
        string[] labels =
        [
            .. Interpolation.Node(turn.Job.Source["runs-on"], scope) switch
            {
                null => [],
                JsonArray list => list.Select(Value.AsText),
                JsonObject group => [$"the group {group["group"]}"],
                var one => [Value.AsText(one)],
            },
        ];
        if (JobSupport.WhyNotOn(labels) is { } reason)
        {
            AddSkipped(here, reason);
            return ("skipped", []);
        }

        var title = matrix.Count == 0 ? turn.Job.Key : $"{turn.Job.Key} ({JobMatrix.Title(matrix)})";
        var name = turn.Job.Source["name"] is { } named ? Interpolation.Text(named.ToString(), scope) : title;
        var job = Add(here, NewJob(here, name) with { Labels = [.. labels], Matrix = matrix });
        await _slots.WaitAsync(stopping);
        try
        {
            return await executor.ExecuteAsync(here, job, stopping);
        }
        finally
        {
            _slots.Release();
        }
    }

    private void AddSkipped(JobTurn turn, string? reason)
    {
        var now = time.GetUtcNow();
        var name = turn.Job.Source["name"]?.ToString() ?? turn.Job.Key;
        var steps = reason is null ? null : new StepData(1, $"Not executed: {reason}", "completed", "skipped", now, now);
        Add(
            turn,
            NewJob(turn, name) with
            {
                Status = "completed",
                Conclusion = "skipped",
                SkipReason = reason,
                CompletedAt = now,
                Steps = steps is null ? [] : [steps],
            });
    }

    private JobData NewJob(JobTurn turn, string name) =>
        new()
        {
            Id = store.Ids.Next(),
            Key = turn.Job.Key,
            Name = name,
            CreatedAt = time.GetUtcNow(),
        };

    private static JobData Add(JobTurn turn, JobData job)
    {
        turn.Run.Update(data => data with { Jobs = data.Jobs.Add(job) });
        return job;
    }

    private static Workflow Read(Run run)
    {
        var git = run.Repository.Git;
        var file = git.Find(git.Commit(run.Data.Sha)!.Tree, run.Data.Path)!;
        return Workflow.Parse(run.Data.Path, Encoding.UTF8.GetString(git.Objects.Read(file.Sha)!.Content));
    }

    private static JsonObject With(JsonObject contexts, string name, JsonNode value)
    {
        var copy = (JsonObject)contexts.DeepClone();
        copy[name] = value.DeepClone();
        return copy;
    }
}

/// <summary>A job whose turn has come, with everything that its expressions see.</summary>
internal sealed record JobTurn(Run Run, Workflow Workflow, WorkflowJob Job, JsonObject Contexts);
