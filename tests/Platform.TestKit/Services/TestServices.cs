using Platform.Local.Runtime.Supervisor;

namespace Platform.TestKit.Services;

/// <summary>The local services of the tests: one set for all test processes of a working copy, in memory.</summary>
public static class TestServices
{
    private static readonly Lazy<Task<LocalServices>> WithForge = new(() => AcquireAsync(withForge: true));
    private static readonly Lazy<Task<LocalServices>> StorageOnly = new(() => AcquireAsync(withForge: false));

    /// <summary>Azurite and the forge; acquired once per process and left when it ends.</summary>
    public static Task<LocalServices> Instance => WithForge.Value;

    /// <summary>For tests that need no forge, so that they run without one.</summary>
    public static Task<LocalServices> Storage => WithForge.IsValueCreated ? WithForge.Value : StorageOnly.Value;

    private static Task<LocalServices> AcquireAsync(bool withForge)
    {
        var local = Path.Combine(RepositoryRoot.Path, ".local");
        var options = new LocalServicesOptions
        {
            RootDirectory = Path.Combine(local, "tests"),
            ToolsDirectory = local,
            InMemory = true,
            WithForge = withForge,
            TestAccounts = 4000,
        };
        var progress = new Progress<string>(Console.Error.WriteLine);
        return LocalServices.AcquireAsync(options, progress, CancellationToken.None);
    }
}
