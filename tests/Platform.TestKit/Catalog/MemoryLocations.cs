using Platform.Core.Catalog.Locations;

namespace Platform.TestKit.Catalog;

public sealed class MemoryRegisteredLocations : IRegisteredLocations
{
    private readonly Dictionary<string, RegisteredLocation> _locations = [];

    public Task<bool> AddAsync(RegisteredLocation location, CancellationToken cancellationToken) =>
        Task.FromResult(_locations.TryAdd(location.Id, location));

    public Task<RegisteredLocation?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_locations.GetValueOrDefault(id));

    public Task<IReadOnlyList<RegisteredLocation>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RegisteredLocation>>([.. _locations.Values.OrderBy(location => location.At)]);

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_locations.Remove(id));
}

public sealed class MemoryHoldings : ILocationHoldings
{
    private readonly Dictionary<string, LocationHoldings> _holdings = [];

    public Task<LocationHoldings> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_holdings.GetValueOrDefault(id) ?? LocationHoldings.None(id));

    public Task ReplaceAsync(LocationHoldings holdings, CancellationToken cancellationToken)
    {
        _holdings[holdings.Id] = holdings;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        _holdings.Remove(id);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LocationWatch>> ListWatchesAsync(string repository, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LocationWatch>>([.. _holdings.Values
            .Select(held => new LocationWatch(held.Id, [.. held.Watched.Where(
                path => string.Equals(path.Repository, repository, StringComparison.OrdinalIgnoreCase))]))
            .Where(watch => watch.Paths.Count > 0)]);
}

public sealed class MemoryOperations : ICatalogOperations
{
    private readonly Dictionary<string, CatalogOperation> _operations = [];

    public Task PutAsync(CatalogOperation operation, CancellationToken cancellationToken)
    {
        _operations[operation.Id] = operation;
        return Task.CompletedTask;
    }

    public Task<CatalogOperation?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_operations.GetValueOrDefault(id));

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var old in _operations.Values.Where(operation => operation.At < before).ToList())
        {
            _operations.Remove(old.Id);
        }

        return Task.CompletedTask;
    }
}
