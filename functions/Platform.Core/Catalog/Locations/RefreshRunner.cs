using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// Does what refresh messages ask for, and keeps what came of it. What can't be read for now is tried again later, so often that
/// an hour without GitHub is survived.
/// </summary>
public sealed class RefreshRunner(
    IRegisteredLocations locations,
    LocationRefresher refresher,
    LocationRelease release,
    EntityRefresher entities,
    ICatalogOperations operations,
    IQueueSender queues,
    TimeProvider clock)
{
    public const int MostRetries = 8;

    private const string Nobody = "platform";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    public async Task RunAsync(RefreshMessage message, CancellationToken cancellationToken)
    {
        var operation = await operations.FindAsync(message.Id, cancellationToken);
        if (operation is { State: not OperationState.Queued })
        {
            return;
        }

        var outcome = await DoAsync(message, operation?.By ?? Nobody, cancellationToken);
        var retries = outcome.Value?.RetryAfter is not null && message.Attempt < MostRetries;
        if (retries)
        {
            var pause = FirstPause * Math.Pow(2, message.Attempt);
            var asked = outcome.Value!.RetryAfter!.Value;
            await (message with { Attempt = message.Attempt + 1 })
                .SendAsync(queues, pause > asked ? pause : asked, cancellationToken);
        }

        if (operation is not null)
        {
            await operations.PutAsync(After(operation, outcome, retries), cancellationToken);
        }
    }

    /// <summary>For messages that the queue has given up.</summary>
    public async Task GiveUpAsync(RefreshMessage message, CancellationToken cancellationToken)
    {
        if (await operations.FindAsync(message.Id, cancellationToken) is { State: OperationState.Queued } operation)
        {
            await operations.PutAsync(
                operation with { State = OperationState.Failed, EndedAt = clock.GetUtcNow() }, cancellationToken);
        }
    }

    private async Task<Result<RefreshOutcome>> DoAsync(
        RefreshMessage message, string by, CancellationToken cancellationToken)
    {
        if (message.Location is not { } id)
        {
            return await entities.RefreshAsync(EntityRef.Parse(message.EntityRef!), by, cancellationToken);
        }

        return await locations.FindAsync(id, cancellationToken) is { } location
            ? await refresher.RefreshAsync(location, by, new HashSet<string>(), cancellationToken)
            : await release.ReleaseAsync(id, by, cancellationToken);
    }

    private CatalogOperation After(CatalogOperation operation, Result<RefreshOutcome> outcome, bool retries)
    {
        var now = clock.GetUtcNow();
        if (!outcome.IsOk)
        {
            var problems = outcome.Problems.Select(
                problem => new Sources.LocatedProblem(operation.Subject, operation.Subject, problem)).ToList();
            return operation with
            {
                State = OperationState.Failed,
                EndedAt = now,
                Result = new(0, 0, 0, 0, 0, 0, problems.Count, problems),
            };
        }

        return operation with
        {
            State = retries ? OperationState.Queued
                : outcome.Value.RetryAfter is null ? OperationState.Succeeded : OperationState.Failed,
            EndedAt = retries ? null : now,
            Result = OperationResult.Of(outcome.Value.Report),
        };
    }
}
