using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Sweeps;

/// <summary>Has what is declared compared with what is there, on time and on demand.</summary>
public sealed class DriftSweepFunctions(DriftSweepHandler handler, DriftSweepStarter starter)
{
    [Function(DriftSweepNames.Start), RequiresRole(Role.Registrar)]
    public Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "drift/sweeps")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.StartAsync(request, client, cancellationToken);

    [Function(DriftSweepNames.Get), RequiresRole(Role.Reader)]
    public Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drift/sweeps/{sweepId}")] HttpRequest request,
        string sweepId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.FindAsync(request, client, sweepId, cancellationToken);

    [Function(DriftSweepNames.Timer)]
    public Task SweepAsync(
        [TimerTrigger($"%{nameof(DriftSweepOptions.DriftSweepSchedule)}%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => starter.OnTimeAsync(client, isSlow: false, cancellationToken);

    [Function(DriftSweepNames.SlowTimer)]
    public Task SweepSlowlyAsync(
        [TimerTrigger($"%{nameof(DriftSweepOptions.DriftSlowSchedule)}%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => starter.OnTimeAsync(client, isSlow: true, cancellationToken);
}
