using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders;

/// <summary>
/// Looks in the table; for what it doesn't know, after a look at what has changed in the catalog, so that a component that was
/// just registered is found. A stream of unknown ones costs one such look in some seconds.
/// </summary>
public sealed class ComponentFinder(IComponentKeys keys, ComponentKeySync sync, TimeProvider clock) : IComponentFinder
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private long _looked = clock.GetTimestamp() - (long)(Pause.TotalSeconds * clock.TimestampFrequency);

    public async Task<EntityRef?> ByRepositoryAsync(string repository, CancellationToken cancellationToken) =>
        Only(await AllByRepositoryAsync(repository, cancellationToken));

    public Task<IReadOnlyList<EntityRef>> AllByRepositoryAsync(string repository, CancellationToken cancellationToken) =>
        FindAsync(ComponentKey.Repository(repository), cancellationToken);

    public async Task<EntityRef?> ByAnnotationAsync(string key, string value, CancellationToken cancellationToken) =>
        Only(await FindAsync(new(key, value), cancellationToken));

    private static EntityRef? Only(IReadOnlyList<EntityRef> found) => found is [var one] ? one : null;

    private async Task<IReadOnlyList<EntityRef>> FindAsync(ComponentKey key, CancellationToken cancellationToken)
    {
        var found = await keys.FindAsync(key, cancellationToken);
        if (found.Count > 0 || !MayLook())
        {
            return found;
        }

        await sync.RunAsync(cancellationToken);
        return await keys.FindAsync(key, cancellationToken);
    }

    private bool MayLook()
    {
        var (before, now) = (Volatile.Read(ref _looked), clock.GetTimestamp());
        return clock.GetElapsedTime(before, now) >= Pause && Interlocked.CompareExchange(ref _looked, now, before) == before;
    }
}
