using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Platform.Functions.Scaffolding;

/// <summary>Starts what was asked for and not started. 16 small range queries a run: some cents a month.</summary>
public sealed class ReconcileFunction(TaskStarter starter)
{
    [Function(ScaffoldNames.Reconcile)]
    public Task RunAsync(
        [TimerTrigger("*/20 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        starter.ReconcileAsync(client, cancellationToken);
}
