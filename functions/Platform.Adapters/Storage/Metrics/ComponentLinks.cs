using System.Collections.Concurrent;
using Azure.Data.Tables;
using Platform.Core.Metrics.Ledger;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// Which repositories a component is made from, kept so that it doesn't matter what is told first: of a commit or an artifact
/// both sides write their row before they read the other's, so at least one of them sees both.
/// </summary>
internal sealed class ComponentLinks(TableServiceClient service, ComponentMarks marks)
{
    private const string Known = "known";
    private const string Value = "Name";
    private const int MostRemembered = 100_000;
    private const int AtOnce = 16;

    private readonly OnDemandTable _table = new(service, MetricsStorage.LinksTable);

    // Links are never taken away, so what was seen once needs no second write.
    private readonly ConcurrentDictionary<(string, string), bool> _remembered = new();

    private enum Side
    {
        Component,
        Repository,
    }

    public async Task KeepAsync(EventFootprint found, CancellationToken cancellationToken)
    {
        if (found.Component?.Canonical is { } component)
        {
            await WriteAsync(Known, MetricsKeys.Component(component), component, cancellationToken);
            foreach (var repository in found.Repositories)
            {
                await LinkAsync(component, repository, cancellationToken);
            }

            await EachAsync(found.Deployed, sha => JoinAsync($"commit|{sha}", component, Side.Component, cancellationToken));
            await EachAsync(
                found.Used is { } used ? [used] : [],
                artifact => JoinAsync(ArtifactKey(artifact), component, Side.Component, cancellationToken));
        }

        await EachAsync(found.Told, sha => JoinAsync($"commit|{sha}", found.Part.Name, Side.Repository, cancellationToken));
        if (found.Part.Kind == PartKind.Artifact)
        {
            await JoinAsync(ArtifactKey(found.Part.Name), found.Repositories[0], Side.Repository, cancellationToken);
        }
    }

    public Task<IReadOnlyList<string>> RepositoriesOfAsync(string component, CancellationToken cancellationToken) =>
        ListAsync($"of|{MetricsKeys.Component(component)}", string.Empty, cancellationToken);

    public Task<IReadOnlyList<string>> ComponentsOfAsync(string repository, CancellationToken cancellationToken) =>
        ListAsync($"in|{MetricsKeys.Name(repository)}", string.Empty, cancellationToken);

    public Task<IReadOnlyList<string>> ComponentsAsync(CancellationToken cancellationToken) =>
        ListAsync(Known, string.Empty, cancellationToken);

    private async Task JoinAsync(string partition, string name, Side side, CancellationToken cancellationToken)
    {
        await WriteAsync(partition, $"{side}|{MetricsKeys.Name(name)}", name, cancellationToken);
        var other = side == Side.Component ? Side.Repository : Side.Component;
        foreach (var found in await ListAsync(partition, $"{other}|", cancellationToken))
        {
            await (side == Side.Component
                ? LinkAsync(name, found, cancellationToken)
                : LinkAsync(found, name, cancellationToken));
        }
    }

    // The mark comes last: a link that was written without it is written again with the repeated event.
    private async Task LinkAsync(string component, string repository, CancellationToken cancellationToken)
    {
        var key = (component, repository);
        if (_remembered.ContainsKey(key))
        {
            return;
        }

        await WriteAsync(
            $"of|{MetricsKeys.Component(component)}", MetricsKeys.Name(repository), repository, cancellationToken);
        await WriteAsync(
            $"in|{MetricsKeys.Name(repository)}", MetricsKeys.Component(component), component, cancellationToken);
        await marks.MarkAsync(component, cancellationToken);
        Remember(key);
    }

    private async Task WriteAsync(string partition, string key, string name, CancellationToken cancellationToken)
    {
        if (_remembered.ContainsKey((partition, key)))
        {
            return;
        }

        var table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(
            new TableEntity(partition, key) { [Value] = name }, TableUpdateMode.Replace, cancellationToken);
        Remember((partition, key));
    }

    private void Remember((string, string) key)
    {
        if (_remembered.Count >= MostRemembered)
        {
            _remembered.Clear();
        }

        _remembered[key] = true;
    }

    private async Task<IReadOnlyList<string>> ListAsync(string partition, string prefix, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var end = prefix + "~";
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {end}");
        var names = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            names.Add(row.GetString(Value));
        }

        return names;
    }

    private static Task EachAsync(IReadOnlyList<string> names, Func<string, Task> handle) => names.Count switch
    {
        0 => Task.CompletedTask,
        1 => handle(names[0]),
        _ => Parallel.ForEachAsync(
            names.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (name, _) => await handle(name)),
    };

    private static string ArtifactKey(string artifact) => $"artifact|{MetricsKeys.Name(artifact)}";
}
