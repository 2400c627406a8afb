using System.Runtime.CompilerServices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.Execution;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Client;

/// <summary>Running and ended instances merged in order of id; the continuation token is the last id shown.</summary>
internal sealed class InstancePages(Func<CancellationToken, Task<Hub>> hub, string hubName, OrchestrationQuery query)
    : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(
        string? continuationToken = default, int? pageSizeHint = default)
    {
        await foreach (var page in PagesAsync(continuationToken ?? query.ContinuationToken, pageSizeHint ?? query.PageSize))
        {
            yield return page;
        }
    }

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> PagesAsync(
        string? after, int size, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (query.TaskHubNames is { } hubs && !hubs.Contains(hubName, StringComparer.OrdinalIgnoreCase))
        {
            yield return new([]);
            yield break;
        }

        var open = await hub(cancellation);
        do
        {
            var page = await PageAsync(open, after, size, cancellation);
            after = page.ContinuationToken;
            yield return page;
        }
        while (after is not null);
    }

    private async Task<Page<OrchestrationMetadata>> PageAsync(Hub open, string? after, int size, CancellationToken cancellation)
    {
        var filter = new InstanceFilter
        {
            CreatedFrom = query.CreatedFrom,
            CreatedTo = query.CreatedTo,
            Statuses = (query.Statuses ?? []).ToHashSet(),
            Prefix = query.InstanceIdPrefix ?? string.Empty,
            After = after,
        };

        // Running ones first: one that ends meanwhile is then seen twice, and not missed. What was seen running wins.
        var found = open.Running.ToDictionary(record => record.InstanceId);
        var seenRunning = found.Keys.ToHashSet();
        foreach (var record in found.Values.Where(record => !filter.Matches(record)).ToList())
        {
            found.Remove(record.InstanceId);
        }

        var ended = 0;
        await foreach (var record in open.Ended.QueryAsync(filter, size + 1, cancellation))
        {
            if (!seenRunning.Contains(record.InstanceId))
            {
                found.Add(record.InstanceId, record);
                if (++ended > size)
                {
                    break;
                }
            }
        }

        var ordered = found.Values.OrderBy(record => record.InstanceId, StringComparer.Ordinal).ToList();
        var shown = ordered.Take(size).ToList();
        var converter = query.FetchInputsAndOutputs ? open.Converter : null;
        return new(
            [.. shown.Select(record => record.ToMetadata(converter))],
            ordered.Count > size ? shown[^1].InstanceId : null);
    }
}
