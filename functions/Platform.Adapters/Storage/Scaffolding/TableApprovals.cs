using Azure;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Approvals;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// Table <c>scaffoldapprovals</c>: partition = task, row = approval. A task asks a handful of times in its life; a decision
/// is one read and one write.
/// </summary>
public sealed class TableApprovals(TableServiceClient tables, IContentStore contents) : IApprovals
{
    private readonly OnDemandTable _table = new(tables, ScaffoldTables.Approvals);

    public async Task<Approval> AskAsync(Approval approval, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        try
        {
            await table.AddEntityAsync(await WriteAsync(approval, cancellationToken), cancellationToken);
            return approval;
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            return await FindAsync(approval.TaskId, approval.Id, cancellationToken)
                ?? throw new InvalidOperationException($"Approval {approval.Id} of task {approval.TaskId} came and went.");
        }
    }

    public async Task<Approval?> FindAsync(TaskId task, string id, CancellationToken cancellationToken) =>
        (await ReadAsync(task, id, cancellationToken))?.Approval;

    public async Task<IReadOnlyList<Approval>> ListAsync(TaskId task, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = new List<Approval>();
        var filter = $"PartitionKey eq '{task}'";
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            found.Add(await ReadAsync(row, cancellationToken));
        }

        return [.. found.OrderBy(approval => approval.RequestedAt)];
    }

    public async Task<Approval> ChangeAsync(
        TaskId task, string id, Func<Approval, Approval> change, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            var (approval, etag) = await ReadAsync(task, id, cancellationToken)
                ?? throw new InvalidOperationException($"Task {task} has no approval {id}.");
            var changed = change(approval);
            if (changed == approval)
            {
                return approval;
            }

            try
            {
                await table.UpdateEntityAsync(
                    await WriteAsync(changed, cancellationToken), etag, TableUpdateMode.Replace, cancellationToken);
                return changed;
            }
            catch (RequestFailedException conflict) when (conflict.Status == 412)
            {
                // Someone else decided; judge the change against that.
            }
        }
    }

    private async Task<(Approval Approval, ETag ETag)?> ReadAsync(TaskId task, string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(task.Value, id, cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row } ? (await ReadAsync(row, cancellationToken), row.ETag) : null;
    }

    private async Task<Approval> ReadAsync(TableEntity row, CancellationToken cancellationToken) =>
        PlatformJson.Deserialize<Approval>(await contents.GetTextAsync(row.GetString("Approval"), cancellationToken));

    private async Task<TableEntity> WriteAsync(Approval approval, CancellationToken cancellationToken) =>
        new(approval.TaskId.Value, approval.Id)
        {
            ["Approval"] = await contents.PutTextAsync(PlatformJson.Serialize(approval), cancellationToken),
        };
}
