using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Access;

/// <summary>
/// Reads the log newest first. The service filters by who, outcome and time and goes on from page to page; a call asks for few
/// pages and looks at a thousand rows at most, and its cursor says where the next one goes on.
/// </summary>
internal sealed class TableAuditReader(TableServiceClient service) : IAuditReader
{
    private const int MostPages = 8;
    private const int MostRows = 1000;

    private readonly OnDemandTable _table = new(service, AccessStorage.AuditTable);

    public async Task<AuditPage?> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var meaning = Meaning(query);
        if ((query.Cursor is null ? AuditCursor.Start : AuditCursor.Parse(query.Cursor, meaning)) is not { } start)
        {
            return null;
        }

        var table = await _table.GetAsync(cancellationToken);
        var pages = table
            .QueryAsync<TableEntity>(Filter(query, start), MostRows / MostPages, cancellationToken: cancellationToken)
            .AsPages(start.Token);
        var items = new List<AuditEntry>();
        var read = 0;
        await foreach (var page in pages)
        {
            foreach (var row in page.Values)
            {
                if (Matches(AuditRows.Read(row), query) is { } entry)
                {
                    items.Add(entry);
                    if (items.Count == query.Limit)
                    {
                        return new(items, new AuditCursor(row.PartitionKey, row.RowKey, null).ToText(meaning));
                    }
                }
            }

            if (page.ContinuationToken is { Length: > 0 } token && ++read == MostPages)
            {
                return new(items, (start with { Token = token }).ToText(meaning));
            }
        }

        return new(items, null);
    }

    /// <summary>The service knows no "one of these lines"; the rest is compared again, because it costs nothing.</summary>
    private static AuditEntry? Matches(AuditEntry entry, AuditQuery query) =>
        (query.Subject is null || entry.Subjects.Contains(query.Subject, StringComparer.OrdinalIgnoreCase))
        && (query.What is null || entry.What.StartsWith(query.What, StringComparison.Ordinal))
            ? entry
            : null;

    private static string Filter(AuditQuery query, AuditCursor start)
    {
        List<string> terms = [];
        if (start.Partition is { } partition)
        {
            terms.Add(TableClient.CreateQueryFilter(
                $"((PartitionKey eq {partition} and RowKey gt {start.Row}) or PartitionKey gt {partition})"));
        }

        if (query.To is { } to)
        {
            // Later times have smaller keys; every key of the time itself begins with it, and a '-' follows.
            terms.Add(TableClient.CreateQueryFilter($"PartitionKey ge {AuditRows.Partition(to)}"));
            terms.Add(TableClient.CreateQueryFilter($"RowKey gt {AuditRows.RowPrefix(to) + "."}"));
        }

        if (query.From is { } from)
        {
            terms.Add(TableClient.CreateQueryFilter($"PartitionKey le {AuditRows.Partition(from)}"));
            terms.Add(TableClient.CreateQueryFilter($"RowKey lt {AuditRows.RowPrefix(from) + "."}"));
        }

        if (query.Who is { } who)
        {
            terms.Add(TableClient.CreateQueryFilter($"Who eq {who}"));
        }

        if (query.Outcome is { } outcome)
        {
            terms.Add(TableClient.CreateQueryFilter($"Outcome eq {outcome.ToString()}"));
        }

        return string.Join(" and ", terms);
    }

    private static string Meaning(AuditQuery query) => ContentHash.Of(string.Join(
        '\n', query.Who, query.What, query.Subject, query.Outcome,
        query.From?.UtcTicks.ToString(CultureInfo.InvariantCulture),
        query.To?.UtcTicks.ToString(CultureInfo.InvariantCulture)))[..16];
}
