using System.Globalization;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>Which instances are meant: one test for those in memory and one for status rows, with the same outcome.</summary>
internal sealed record InstanceFilter
{
    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Empty means all.</summary>
    public IReadOnlySet<OrchestrationRuntimeStatus> Statuses { get; init; } = new HashSet<OrchestrationRuntimeStatus>();

    public string Prefix { get; init; } = string.Empty;

    /// <summary>Only ids behind this one, in ordinal order.</summary>
    public string? After { get; init; }

    /// <summary>Only this id.</summary>
    public string? Only { get; init; }

    /// <summary>Only sub-orchestrations that this instance has called.</summary>
    public string? Parent { get; init; }

    public bool Matches(InstanceRecord record) =>
        (CreatedFrom is null || record.CreatedAt >= CreatedFrom)
        && (CreatedTo is null || record.CreatedAt <= CreatedTo)
        && (Statuses.Count == 0 || Statuses.Contains(record.Status))
        && record.InstanceId.StartsWith(Prefix, StringComparison.Ordinal)
        && (After is null || string.CompareOrdinal(record.InstanceId, After) > 0)
        && (Only is null || record.InstanceId == Only)
        && (Parent is null || record.ParentId == Parent);

    public string ForTable()
    {
        var from = JournalKeys.Instance(Prefix);
        var to = Prefix.Length == 0 ? JournalKeys.InstancesEnd : from[..^1] + (char)(from[^1] + 1);
        var parts = new List<string>
        {
            TableClient.CreateQueryFilter($"PartitionKey eq {JournalKeys.Partition} and RowKey ge {from} and RowKey lt {to}"),
        };
        if (After is not null)
        {
            parts.Add(TableClient.CreateQueryFilter($"RowKey gt {JournalKeys.Instance(After)}"));
        }

        if (Only is not null)
        {
            parts.Add(TableClient.CreateQueryFilter($"RowKey eq {JournalKeys.Instance(Only)}"));
        }

        if (Parent is not null)
        {
            parts.Add(TableClient.CreateQueryFilter($"Parent eq {Parent}"));
        }

        if (CreatedFrom is { } earliest)
        {
            parts.Add(TableClient.CreateQueryFilter($"CreatedAt ge {earliest}"));
        }

        if (CreatedTo is { } latest)
        {
            parts.Add(TableClient.CreateQueryFilter($"CreatedAt le {latest}"));
        }

        if (Statuses.Count > 0)
        {
            parts.Add($"({string.Join(" or ", Statuses.Select(StatusEquals))})");
        }

        return string.Join(" and ", parts);
    }

    private static string StatusEquals(OrchestrationRuntimeStatus status) =>
        string.Create(CultureInfo.InvariantCulture, $"{JournalColumns.Status} eq {(int)status}");
}
