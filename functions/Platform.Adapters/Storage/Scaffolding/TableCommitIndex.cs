using System.Diagnostics;
using Azure.Data.Tables;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>One row per commit, in a partition of its own: read and written by the SHA only.</summary>
public sealed class TableCommitIndex(TableServiceClient tables) : ICommitIndex
{
    private const string Row = "task";

    private readonly OnDemandTable _table = new(tables, ScaffoldTables.Commits);

    public async Task AddAsync(string commitSha, TaskId task, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(commitSha, Row) { ["Task"] = task.Value, ["TraceParent"] = Activity.Current?.Id };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<CommitOrigin?> FindAsync(string commitSha, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(commitSha, Row, cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row }
            ? new(TaskId.Parse(row.GetString("Task")), row.GetString("TraceParent"))
            : null;
    }
}
