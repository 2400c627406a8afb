using Microsoft.Extensions.Logging;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Budget;

/// <summary>Where no task's log takes them, waits stand in the application's log.</summary>
internal sealed partial class LoggedBudgetWaits(ILogger<LoggedBudgetWaits> logger) : IBudgetWaits
{
    public Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken)
    {
        Log.Waiting(logger, wait.TaskId, wait.Organization, wait.Delay, wait.Reason);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} waits {Delay} for {Organization}: {Reason}.")]
        public static partial void Waiting(ILogger logger, string? taskId, string organization, TimeSpan delay, string reason);
    }
}
