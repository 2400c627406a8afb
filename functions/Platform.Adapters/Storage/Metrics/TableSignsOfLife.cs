using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Metrics.Kpis.Noted;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// A row per component, repository and source, in a partition per kind: 5,000 components and repositories that are busy each day
/// are 20,000 calls a day for each process, 1,000 sources that are busy each hour 2,000 an hour; all of a kind are five pages.
/// </summary>
internal sealed class TableSignsOfLife(TableServiceClient tables) : ISignsOfLife
{
    private const int MostKnown = 100_000;

    private readonly OnDemandTable _table = new(tables, MetricsStorage.SignsTable);

    // What this process wrote: the hour is kept only when it surely is in the row.
    private readonly ConcurrentDictionary<(SignKind Kind, string Name, long Hour), bool> _written = new();

    public async Task SawAsync(SignKind kind, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Of sources each hour is told, of the others only the day matters.
        var hour = SignOfLife.HourOf(at);
        var known = (kind, name, kind == SignKind.Source ? hour : hour / 24);
        if (_written.ContainsKey(known))
        {
            return;
        }

        while (!await TryWriteAsync(kind, name, at, cancellationToken))
        {
            // Somebody else wrote the row meanwhile.
        }

        if (_written.Count >= MostKnown)
        {
            _written.Clear();
        }

        _written[known] = true;
    }

    public async Task<IReadOnlyList<SignOfLife>> ListAsync(SignKind kind, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = PartitionOf(kind);
        var found = new List<SignOfLife>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            found.Add(Read(row));
        }

        return [.. found.OrderBy(sign => sign.Name, StringComparer.Ordinal)];
    }

    private async Task<bool> TryWriteAsync(SignKind kind, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (partition, key) = (PartitionOf(kind), MetricsKeys.Name(name));
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
        var sign = found.HasValue ? Read(found.Value!) : new SignOfLife(name, at, []);
        var row = new TableEntity(partition, key)
        {
            ["Name"] = name,
            ["LastAt"] = sign.With(at).LastAt,
            ["Hours"] = kind == SignKind.Source ? string.Join(',', sign.With(at).Hours) : string.Empty,
        };
        try
        {
            await (found.HasValue
                ? table.UpdateEntityAsync(row, found.Value!.ETag, TableUpdateMode.Replace, cancellationToken)
                : table.AddEntityAsync(row, cancellationToken));
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
        {
            return false;
        }
    }

    private static SignOfLife Read(TableEntity row) => new(
        row.GetString("Name"),
        row.GetDateTimeOffset("LastAt")!.Value,
        [.. row.GetString("Hours").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(hour => long.Parse(hour, CultureInfo.InvariantCulture))]);

    private static string PartitionOf(SignKind kind) => kind.ToString().ToLowerInvariant();
}
