using Microsoft.Extensions.Logging;

namespace Platform.Core.Metrics;

public sealed record RollupSummary(int Seen, int Done, int Failed);

/// <summary>
/// Recounts the days that events touched. Counts are made anew from all facts of the day, never added to, so running twice, late
/// or beside another instance gives the same rows.
/// </summary>
public sealed partial class DeploymentRollup(IDeploymentStore store, ILogger<DeploymentRollup> logger)
{
    public async Task<RollupSummary> RunAsync(CancellationToken cancellationToken)
    {
        var (seen, failed) = (0, 0);
        await foreach (var day in store.DirtyDaysAsync(cancellationToken))
        {
            seen++;
            try
            {
                await RecountAsync(day, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // One bad day must not hold up the others; its mark stays for the next run.
                failed++;
                Log.Failed(logger, failure, day.Component.Canonical, day.Day);
            }
        }

        var summary = new RollupSummary(seen, seen - failed, failed);
        if (seen > 0)
        {
            Log.Done(logger, summary.Seen, summary.Done, summary.Failed);
        }

        return summary;
    }

    private async Task RecountAsync(DirtyDay day, CancellationToken cancellationToken)
    {
        var facts = await store.FactsAsync(day.Component, day.Day, cancellationToken);
        await store.SaveAsync(day.Component, DeploymentCounts.Of(day.Day, facts), cancellationToken);
        await store.ClearAsync(day, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Deployments recounted: {Seen} days seen, {Done} done, {Failed} failed.")]
        public static partial void Done(ILogger logger, int seen, int done, int failed);

        [LoggerMessage(2, LogLevel.Error, "The deployments of {Component} on {Day} could not be recounted.")]
        public static partial void Failed(ILogger logger, Exception exception, string component, DateOnly day);
    }
}
