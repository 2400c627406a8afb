namespace Platform.Core.Catalog.Feed;

/// <summary>Bodies that are too big for their row. What was read lately is kept, within bounds.</summary>
public interface ICatalogBodies
{
    /// <exception cref="InvalidDataException">There is nothing at the address.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(string address, CancellationToken cancellationToken);
}
