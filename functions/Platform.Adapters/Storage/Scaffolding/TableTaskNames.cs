using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

public sealed class TableTaskNames(TableServiceClient tables) : ITaskNames
{
    private readonly NameRows _rows = new(tables, ScaffoldTables.Names);

    public async Task AddAsync(string name, TaskId task, CancellationToken cancellationToken)
    {
        if (IsName(name))
        {
            await _rows.AddAsync(name, task.Value, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<TaskId>> FindAsync(string name, CancellationToken cancellationToken) =>
        IsName(name) ? [.. (await _rows.FindAsync(name, cancellationToken)).Select(TaskId.Parse)] : [];

    public async Task<IReadOnlyList<string>> NearestAsync(string name, CancellationToken cancellationToken) =>
        IsName(name) ? await _rows.NearestAsync(name, cancellationToken) : [];

    private static bool IsName(string name) =>
        name.Length > 0 && EntityRefFormat.IsValid(EntityRef.Create("component", EntityRef.DefaultNamespace, name));
}
