namespace Platform.Local.Runtime.Supervisor;

/// <summary>Which local services a process wants to share, and where they live.</summary>
public sealed record LocalServicesOptions
{
    /// <summary>The <c>.local/</c> folder: data, logs, locks. Processes that name the same one share the services.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>Where Azurite is installed and programs are copied to; several roots may share it. Default: the root.</summary>
    public string? ToolsDirectory { get; init; }

    /// <summary>Nothing survives the services' end; for tests and for benchmarks that say so.</summary>
    public bool InMemory { get; init; }

    public bool WithForge { get; init; } = true;

    /// <summary>Path of <c>Platform.Local.Forge.dll</c>; default: next to this assembly.</summary>
    public string? ForgeAssembly { get; init; }

    /// <summary>How many accounts <see cref="LocalServices.LeaseTestAccount"/> can hand out while one Azurite lives.</summary>
    public int TestAccounts { get; init; }

    /// <summary>How long the services outlive their last client.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The directories in which node and npm are looked up; tests take them away.</summary>
    internal string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;

    internal string Tools => ToolsDirectory ?? RootDirectory;
}
