using Platform.Core.Catalog.Sources;

namespace Platform.TestKit.Catalog;

public sealed class MemoryHeldRemovals : IHeldRemovals
{
    private readonly Dictionary<string, HeldRemoval> _held = new(StringComparer.Ordinal);

    public Task PutAsync(IReadOnlyList<HeldRemoval> removals, CancellationToken cancellationToken)
    {
        foreach (var removal in removals)
        {
            _held[removal.Source] = removal;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<HeldRemoval>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HeldRemoval>>([.. _held.Values]);

    public Task DeleteAsync(IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            _held.Remove(source);
        }

        return Task.CompletedTask;
    }
}
