namespace Platform.Core.Catalog.Feed;

/// <summary>One blob that holds the whole catalog as an index had it.</summary>
public interface ICatalogSnapshots
{
    /// <summary>Null when there is none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Null while another one writes.</summary>
    Task<ISnapshotLease?> TryLeaseAsync(CancellationToken cancellationToken);
}

/// <summary>
/// The right to replace the snapshot. It ends by itself after a minute, and then nothing more can be written with it.
/// </summary>
public interface ISnapshotLease : IAsyncDisposable
{
    /// <summary>The first bytes of what is there, as many as there are.</summary>
    Task<ReadOnlyMemory<byte>> ReadStartAsync(int bytes, CancellationToken cancellationToken);

    /// <summary>Readers see the old one or the new one.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> snapshot, CancellationToken cancellationToken);
}
