using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Drift.Enforcement;
using Platform.Core.Primitives;
using Platform.Functions.Queues;

namespace Platform.Functions.Drift.Enforcement;

/// <summary>Takes requests to check pull requests, which only the platform itself sends.</summary>
public sealed class DriftCheckFunction(PullRequestChecks checks, QueueEdge edge)
{
    [Function("DriftChecks")]
    public Task RunAsync([QueueTrigger(CheckRequest.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(CheckRequest.Queue, message, HandleAsync, cancellationToken);

    [Function("DriftChecksPoison")]
    public Task GiveUpAsync(
        [QueueTrigger(CheckRequest.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(CheckRequest.Queue, message, cancellationToken);

    private async Task<IReadOnlyList<Problem>> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var request = CheckRequest.Parse(body.Span);
        return request.IsOk ? await checks.CheckAsync(request.Value, cancellationToken) : request.Problems;
    }
}
