using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders;

/// <summary>The table behind <see cref="IComponentFinder"/>: what each component is known by.</summary>
public interface IComponentKeys
{
    Task<IReadOnlyList<EntityRef>> FindAsync(ComponentKey key, CancellationToken cancellationToken);

    /// <summary>Writes and removes rows until the component is known by these keys alone.</summary>
    /// <param name="learned">
    /// Called with the keys that are new once they can be found, and before the component is noted as done: so it is called again
    /// after a crash.
    /// </param>
    Task SetAsync(
        string component,
        IReadOnlyCollection<ComponentKey> keys,
        Func<ComponentKey, Task> learned,
        CancellationToken cancellationToken);

    /// <returns>How far the catalog's bucket was followed; 0 at the start.</returns>
    Task<long> PositionAsync(int bucket, CancellationToken cancellationToken);

    Task SetPositionAsync(int bucket, long position, CancellationToken cancellationToken);
}
