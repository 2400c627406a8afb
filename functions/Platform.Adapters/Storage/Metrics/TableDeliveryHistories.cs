using System.Collections.Concurrent;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Ledger;

namespace Platform.Adapters.Storage.Metrics;

internal sealed class TableDeliveryHistories(EventRows rows, ComponentLinks links) : IDeliveryHistories
{
    private const int MostKept = 200_000;

    private readonly ConcurrentDictionary<string, IReadOnlyList<DeliveryEvent>> _repositories = new(StringComparer.Ordinal);
    private int _kept;

    public async Task<IReadOnlyList<DeliveryEvent>> OfAsync(string component, CancellationToken cancellationToken)
    {
        if (component.Length == 0)
        {
            return await ReadAsync(new(PartKind.Unassigned, string.Empty), cancellationToken);
        }

        var own = await ReadAsync(new(PartKind.Component, component), cancellationToken);
        List<DeliveryEvent> found = [.. own];
        var artifacts = own.Select(told => told.Notice).OfType<DeploymentNotice>()
            .Select(notice => notice.ArtifactId).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var artifact in artifacts)
        {
            found.AddRange(await ReadAsync(new(PartKind.Artifact, artifact), cancellationToken));
        }

        foreach (var repository in await links.RepositoriesOfAsync(component, cancellationToken))
        {
            found.AddRange(await OfRepositoryAsync(repository, cancellationToken));
        }

        return found;
    }

    // Repositories are shared, so they are kept; but not more than fits.
    private async Task<IReadOnlyList<DeliveryEvent>> OfRepositoryAsync(string repository, CancellationToken cancellationToken)
    {
        if (_repositories.TryGetValue(repository, out var known))
        {
            return known;
        }

        var read = await ReadAsync(new(PartKind.Repository, repository), cancellationToken);
        if (Interlocked.Add(ref _kept, read.Count) > MostKept)
        {
            _repositories.Clear();
            _kept = read.Count;
        }

        return _repositories[repository] = read;
    }

    private async Task<IReadOnlyList<DeliveryEvent>> ReadAsync(EventPart part, CancellationToken cancellationToken)
    {
        var events = new List<DeliveryEvent>();
        await foreach (var told in rows.ReadAsync(part, cancellationToken))
        {
            events.Add(told);
        }

        return events;
    }
}
