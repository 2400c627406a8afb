using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Metrics.Senders.GitHub.Lost;

namespace Platform.Adapters.Storage.Metrics.Senders;

/// <summary>
/// One partition, a row a hook: an organisation's one, or one a repository, some pages in all, read every few minutes. This
/// process remembers which it has noted.
/// </summary>
internal sealed class TableGitHubHooks(TableServiceClient tables) : IGitHubHooks
{
    private const string Partition = "hook";
    private const string Target = "Target";
    private const string Id = "HookId";
    private const string SettledAt = "SettledAt";
    private const string Tag = "Tag";
    private const string IsOpen = "IsOpen";

    private readonly OnDemandTable _table = new(tables, SenderStorage.HooksTable);
    private readonly ConcurrentDictionary<GitHubHook, bool> _noted = new();

    public async Task NoteAsync(GitHubHook hook, CancellationToken cancellationToken)
    {
        if (!_noted.ContainsKey(hook))
        {
            var table = await _table.GetAsync(cancellationToken);
            await table.UpsertEntityAsync(RowOf(hook), TableUpdateMode.Merge, cancellationToken);
            _noted[hook] = true;
        }
    }

    public async Task<IReadOnlyList<GitHubHook>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        return await table.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken)
            .Select(row => new GitHubHook(row.GetString(Target), row.GetInt64(Id) ?? 0))
            .ToListAsync(cancellationToken);
    }

    public async Task<GitHubHookState?> FindAsync(GitHubHook hook, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, KeyOf(hook), cancellationToken: cancellationToken);
        return row.HasValue && row.Value!.GetDateTimeOffset(SettledAt) is { } settledAt
            ? new(settledAt, row.Value.GetString(Tag), row.Value.GetBoolean(IsOpen) ?? true)
            : null;
    }

    public async Task SaveAsync(GitHubHook hook, GitHubHookState state, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = RowOf(hook);
        (row[SettledAt], row[Tag], row[IsOpen]) = (state.SettledAt, state.Tag, state.IsOpen);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task RemoveAsync(GitHubHook hook, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await table.DeleteEntityAsync(Partition, KeyOf(hook), ETag.All, cancellationToken);
        _noted.TryRemove(hook, out _);
    }

    private static TableEntity RowOf(GitHubHook hook) =>
        new(Partition, KeyOf(hook)) { [Target] = hook.Target, [Id] = hook.Id };

    private static string KeyOf(GitHubHook hook) => string.Create(
        CultureInfo.InvariantCulture, $"{hook.Target.Replace('/', '|').ToLowerInvariant()}|{hook.Id}");
}
