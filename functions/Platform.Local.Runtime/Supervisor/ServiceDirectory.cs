namespace Platform.Local.Runtime.Supervisor;

/// <summary>The files through which clients and the keeper of one service find each other.</summary>
internal sealed class ServiceDirectory(string root, string service)
{
    public string Root { get; } = Path.Combine(Path.GetFullPath(root), "services", service);

    /// <summary>Held while joining, starting, counting clients or stopping: these never overlap.</summary>
    public string StartLock => Path.Combine(Root, "start.lock");

    /// <summary>Held by the keeper for its whole life, so that a dead one is known at once.</summary>
    public string KeeperLock => Path.Combine(Root, "keeper.lock");

    /// <summary>One locked file per client.</summary>
    public string Clients => Path.Combine(Root, "clients");

    public string Endpoints => Path.Combine(Root, "endpoints.json");

    /// <summary>The service's own process, recorded before it is ready, so that an orphan can be ended.</summary>
    public string Child => Path.Combine(Root, "child.json");

    public string Log => Path.Combine(Path.GetFullPath(root), "logs", $"{service}.log");

    public void Create()
    {
        Directory.CreateDirectory(Clients);
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
    }
}
