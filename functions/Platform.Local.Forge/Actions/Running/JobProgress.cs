namespace Platform.Local.Forge.Actions.Running;

/// <summary>Keeps a job's and its steps' states as the API shows them.</summary>
internal sealed class JobProgress(Run run, long jobId, JobLog log, TimeProvider time)
{
    private const string SetUp = "Set up job";
    private const string End = "Complete job";

    public void Start(IEnumerable<string> titles)
    {
        var now = time.GetUtcNow();
        string[] names = [SetUp, .. titles, End];
        log.Line("##[group]Runner Image Provisioner");
        log.Line($"Executed by the forge on {Environment.OSVersion} as {Environment.UserName}");
        log.Line("##[endgroup]");
        run.UpdateJob(
            jobId,
            job =>
                job with
                {
                    Status = "in_progress",
                    StartedAt = now,
                    Steps = [.. names.Select((name, index) => new StepData(index + 1, name, "pending", null, null, null))],
                });
        Finish(0, "success");
    }

    /// <summary>Steps count from 1, after the one that sets up the job.</summary>
    public void Begin(int step, string title) =>
        Change(step, data => data with { Name = title, Status = "in_progress", StartedAt = time.GetUtcNow() });

    public void Finish(int step, string conclusion)
    {
        log.Flush();
        Change(
            step,
            data =>
                data with
                {
                    Status = "completed",
                    Conclusion = conclusion,
                    StartedAt = data.StartedAt ?? time.GetUtcNow(),
                    CompletedAt = time.GetUtcNow(),
                });
    }

    public void Complete(string result)
    {
        var now = time.GetUtcNow();
        log.Line($"Job {result}");
        log.Flush();
        run.UpdateJob(
            jobId,
            job =>
                job with
                {
                    Status = "completed",
                    Conclusion = result,
                    CompletedAt = now,
                    Steps =
                    [
                        .. job.Steps.Select(step =>
                            step.Status == "completed"
                                ? step
                                : step with
                                {
                                    Status = "completed",
                                    Conclusion =
                                        step.Name == End ? "success"
                                        : step.Status == "in_progress" ? result
                                        : "skipped",
                                    StartedAt = step.StartedAt ?? now,
                                    CompletedAt = now,
                                }),
                    ],
                });
    }

    private void Change(int step, Func<StepData, StepData> change) =>
        run.UpdateJob(jobId, job => job with { Steps = job.Steps.SetItem(step, change(job.Steps[step])) });
}
