using System.Collections.Concurrent;
using Platform.Core.Catalog;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>The moment from which the catalog shows a service, whoever led it to the descriptor.</summary>
public sealed class CatalogMilestones(ServiceTasks services, ITaskMilestones milestones, TimeProvider clock) : ICatalogListener
{
    private const int MostForeign = 20_000;

    // A bulk reading brings thousands of descriptors that no task made; each is asked for once.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _foreign = new(StringComparer.Ordinal);

    /// <summary>Repositories are made before their descriptors are read; this covers one read in the same minute.</summary>
    private static readonly TimeSpan ForeignFor = TimeSpan.FromMinutes(1);

    public Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task OnWrittenAsync(IReadOnlyList<CatalogWriteResult> results, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var sources = results.Where(result => result.IsInCatalog)
            .GroupBy(result => result.Owner, result => result.Write.Entity.Ref);
        foreach (var source in sources)
        {
            if (_foreign.TryGetValue(source.Key, out var since) && now - since < ForeignFor)
            {
                continue;
            }

            if (await services.OfSourceAsync(source.Key, cancellationToken) is { } task)
            {
                await milestones.RecordAsync(task, Milestone.CatalogVisible, now, source.First().Canonical, cancellationToken);
            }
            else if (_foreign.Count < MostForeign)
            {
                _foreign[source.Key] = now;
            }
            else
            {
                _foreign.Clear();
            }
        }
    }
}
