using System.Globalization;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding;

/// <summary>Who waits for the shared budget reads it in the task's log.</summary>
internal sealed class TaskLogBudgetWaits(IEventLog events, TimeProvider clock) : IBudgetWaits
{
    public async Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken)
    {
        if (!TaskId.TryParse(wait.TaskId, out var task))
        {
            return;
        }

        var seconds = wait.Delay.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        var until = (clock.GetUtcNow() + wait.Delay).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var note = StepEvents.Note(
            $"budget/{wait.Organization}/{until}", $"Waiting {seconds} s for {wait.Organization}: {wait.Reason}");
        await events.AppendAsync(task, [note], cancellationToken);
    }
}
