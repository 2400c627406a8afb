using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>The CI runs that a push started, with their jobs once they are done.</summary>
internal sealed class WorkflowRuns(GitHubCalls calls)
{
    public async Task<Result<IReadOnlyList<WorkflowRunSummary>>> FindAsync(
        RepositoryName repository, string commitSha, CancellationToken cancellationToken)
    {
        var request = new WorkflowRunsRequest { HeadSha = commitSha, Event = "push" };
        var listed = await calls.RunAsync(
            CallContext.For(repository).To("list the CI runs"),
            github => github.Actions.Workflows.Runs.List(repository.Owner, repository.Name, request),
            cancellationToken);
        if (!listed.IsOk)
        {
            return Result<IReadOnlyList<WorkflowRunSummary>>.Failed(listed.Problems);
        }

        var runs = new List<WorkflowRunSummary>();
        foreach (var run in listed.Value.WorkflowRuns)
        {
            var summary = new WorkflowRunSummary(
                run.Id, run.Name, run.Status.StringValue, run.Conclusion?.StringValue, new(run.HtmlUrl), [], run.CreatedAt);
            var jobs = summary.IsCompleted
                ? await JobsAsync(repository, run.Id, cancellationToken)
                : Result<IReadOnlyList<WorkflowJobSummary>>.Ok([]);
            if (!jobs.IsOk)
            {
                return Result<IReadOnlyList<WorkflowRunSummary>>.Failed(jobs.Problems);
            }

            runs.Add(summary with { Jobs = jobs.Value });
        }

        return runs;
    }

    public async Task<Result<string>> ReadLogEndAsync(
        RepositoryName repository, long jobId, int lines, CancellationToken cancellationToken)
    {
        var read = await calls.RunAsync(
            CallContext.For(repository).To("read the log of a CI job"),
            github => github.Actions.Workflows.Jobs.GetLogs(repository.Owner, repository.Name, jobId),
            cancellationToken);
        return read.IsOk ? string.Join('\n', read.Value.ReplaceLineEndings("\n").TrimEnd().Split('\n').TakeLast(lines)) : read;
    }

    private async Task<Result<IReadOnlyList<WorkflowJobSummary>>> JobsAsync(
        RepositoryName repository, long runId, CancellationToken cancellationToken)
    {
        var listed = await calls.RunAsync(
            CallContext.For(repository).To("list the jobs of a CI run"),
            github => github.Actions.Workflows.Jobs.List(repository.Owner, repository.Name, runId),
            cancellationToken);
        return listed.IsOk
            ? Result<IReadOnlyList<WorkflowJobSummary>>.Ok(
                [.. listed.Value.Jobs.Select(Summary)])
            : Result<IReadOnlyList<WorkflowJobSummary>>.Failed(listed.Problems);
    }

    private static WorkflowJobSummary Summary(WorkflowJob job) =>
        new(
            job.Id, job.Name, job.Status.StringValue, job.Conclusion?.StringValue,
            job.Steps?.FirstOrDefault(step => step.Conclusion?.StringValue == "failure")?.Name,
            Known(job.StartedAt), Known(job.CompletedAt));

    // A job that never ran has the beginning of time for its own.
    private static DateTimeOffset? Known(DateTimeOffset? at) => at is { Year: > 1970 } ? at : null;
}
