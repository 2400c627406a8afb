using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Expressions;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>Executes one job in a clean directory, step by step.</summary>
internal sealed partial class JobExecutor(
    ForgeStore store,
    Checkout checkout,
    TimeProvider time,
    ILogger<JobExecutor> logger)
{
    private const double DefaultTimeoutMinutes = 360;

    public string Root => Path.Combine(store.Root, "jobs");

    public async Task<(string Result, JsonObject Outputs)> ExecuteAsync(
        JobTurn turn,
        JobData job,
        CancellationToken stopping)
    {
        await using var log = new JobLog(turn.Run.LogOf(job.Id), time);
        using var folder = new JobFolder(Path.Combine(Root, job.Id.ToString(CultureInfo.InvariantCulture)));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var minutes = Value.AsNumber(
            Interpolation.Node(turn.Job.Source["timeout-minutes"], new Scope(turn.Contexts, JobStatus.Success)));
        limit.CancelAfter(
            TimeSpan.FromMinutes(minutes > 0 ? Math.Min(minutes, DefaultTimeoutMinutes) : DefaultTimeoutMinutes));
        var progress = new JobProgress(turn.Run, job.Id, log, time);
        var run = new JobRun(turn, folder, log, progress, checkout);
        progress.Start(turn.Job.Steps.Select(step => step.Title));
        var (result, outputs) = ("failure", new JsonObject());
        try
        {
            result = await run.ExecuteAsync(limit.Token);
            outputs = run.Outputs();
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            result = "cancelled";
            log.Line("##[error]The job has exceeded its maximum execution time and was cancelled");
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            Log.Broken(logger, broken, turn.Job.Key, turn.Run.Repository.Data.FullName);
            log.Line($"##[error]{broken.Message}");
        }
        finally
        {
            await run.EndAsync();
            if (!stopping.IsCancellationRequested)
            {
                progress.Complete(result);
            }
        }

        return (result, outputs);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Job {Job} of {Repository} could not be executed")]
        public static partial void Broken(ILogger logger, Exception error, string job, string repository);
    }
}
