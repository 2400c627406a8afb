namespace Platform.Local.Runtime.Supervisor;

/// <summary>One client's lock on a service. Join and count only while holding <see cref="ServiceDirectory.StartLock"/>.</summary>
internal sealed class ClientMembership : IDisposable
{
    private readonly string _path;
    private readonly FileLock _lock;

    private ClientMembership(string path, FileLock taken)
    {
        _path = path;
        _lock = taken;
    }

    public static ClientMembership Join(ServiceDirectory directory)
    {
        var path = Path.Combine(directory.Clients, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        var taken = FileLock.TryTake(path) ?? throw new LocalServicesException($"The new lock {path} is already held.");
        return new ClientMembership(path, taken);
    }

    /// <summary>The number of living clients; what dead ones left is removed.</summary>
    public static int Count(ServiceDirectory directory)
    {
        var living = 0;
        foreach (var path in Directory.EnumerateFiles(directory.Clients))
        {
            using var taken = FileLock.TryTake(path);
            if (taken is null)
            {
                living++;
                continue;
            }

            File.Delete(path);
        }

        return living;
    }

    public void Dispose()
    {
        // In this order no moment exists in which the file names a client that is neither alive nor countable as dead.
        File.Delete(_path);
        _lock.Dispose();
    }
}
