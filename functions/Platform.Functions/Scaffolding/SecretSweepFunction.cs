using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Adapters.Vault;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// Wipes the secrets that no end of a task wiped: of a request that died before its task was there, of a task that ended while
/// storage was in trouble, and of one that doesn't end.
/// </summary>
public sealed partial class SecretSweepFunction(
    ITaskSecrets secrets, ITaskStore tasks, IOptions<SecretOptions> options, TimeProvider clock,
    ILogger<SecretSweepFunction> logger)
{
    /// <summary>A request has made its task by then.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    [Function(ScaffoldNames.SweepSecrets)]
    public Task RunAsync([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        SweepAsync(cancellationToken);

    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await foreach (var expired in secrets.ListAsync(now.AddDays(-options.Value.TaskSecretsKeptDays), cancellationToken))
        {
            await secrets.WipeAsync(expired, cancellationToken);
            Log.Expired(logger, expired);
        }

        await foreach (var kept in secrets.ListAsync(now - Grace, cancellationToken))
        {
            if (await tasks.FindAsync(kept, cancellationToken) is null or { HasEnded: true })
            {
                await secrets.WipeAsync(kept, cancellationToken);
                Log.LeftOver(logger, kept);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Task {Task} did not end in time; its secrets are wiped.")]
        public static partial void Expired(ILogger logger, TaskId task);

        [LoggerMessage(2, LogLevel.Information, "The secrets of task {Task}, which has ended or never began, are wiped.")]
        public static partial void LeftOver(ILogger logger, TaskId task);
    }
}
