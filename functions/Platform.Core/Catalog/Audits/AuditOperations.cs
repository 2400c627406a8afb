using Platform.Core.Catalog.Locations;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Audits;

/// <summary>Audits that somebody asks for: a catalog of 100,000 entities is compared for longer than a call may last.</summary>
public sealed class AuditOperations(
    CatalogAuditor auditor, ICatalogOperations operations, IQueueSender queues, TimeProvider clock)
{
    public const string Kind = "audit";
    public const string Subject = "catalog";

    /// <param name="by">Who asks.</param>
    public async Task<CatalogOperation> AskAsync(string by, CancellationToken cancellationToken)
    {
        var operation = CatalogOperation.Begin(Kind, Subject, by, clock.GetUtcNow());
        await operations.PutAsync(operation, cancellationToken);
        await new RefreshMessage(operation.Id, Audit: true).SendAsync(queues, TimeSpan.Zero, cancellationToken);
        return operation;
    }

    /// <summary>Does nothing when it was done before.</summary>
    public async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        if (await operations.FindAsync(id, cancellationToken) is not { State: OperationState.Queued } operation)
        {
            return;
        }

        var audit = await auditor.RunAsync(cancellationToken);
        await operations.PutAsync(
            operation with
            {
                State = OperationState.Succeeded,
                EndedAt = clock.GetUtcNow(),
                Result = new(0, audit.Entities, 0, 0, 0, 0, audit.Total, []),
            },
            cancellationToken);
    }
}
