namespace Platform.Local.Runtime.Supervisor;

/// <summary>One client's lock on a service. Join and count only while holding <see cref="ServiceDirectory.StartLock"/>.</summary>
internal sealed class ClientMembership : IDisposable
{
    private readonly FileLock _lock;

    private ClientMembership(FileLock taken) => _lock = taken;

    public static ClientMembership Join(ServiceDirectory directory)
    {
        var path = Path.Combine(directory.Clients, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        return new ClientMembership(FileLock.TryTake(path, usedOnce: true)
            ?? throw new LocalServicesException($"The new lock {path} is already held."));
    }

    /// <summary>The number of living clients; what dead ones left is removed.</summary>
    public static int Count(ServiceDirectory directory)
    {
        var living = 0;
        foreach (var path in Directory.EnumerateFiles(directory.Clients))
        {
            using var dead = FileLock.TryTake(path, usedOnce: true);
            living += dead is null ? 1 : 0;
        }

        return living;
    }

    public void Dispose() => _lock.Dispose();
}
