using Platform.Local.Runtime.Supervisor;
using Platform.TestKit.Services;

namespace Platform.Benchmarks.Reporting;

/// <summary>Where a benchmark keeps its data: shared Azurite, or the account of <c>--storage CONNECTION</c>.</summary>
internal sealed class BenchmarkStorage : IAsyncDisposable
{
    private readonly LocalServices? _services;

    private BenchmarkStorage(LocalServices? services, string connection, string mode)
    {
        _services = services;
        ConnectionString = connection;
        Mode = mode;
    }

    public string ConnectionString { get; }

    /// <summary>For the report: Azurite in memory and on disk differ several times over.</summary>
    public string Mode { get; }

    public static async Task<BenchmarkStorage> OpenAsync(BenchmarkArguments arguments)
    {
        if (arguments.Text("storage") is { } connection)
        {
            return new(null, connection, "the account given by --storage");
        }

        var inMemory = !arguments.Has("on-disk");
        var local = Path.Combine(RepositoryRoot.Path, ".local");
        var services = await LocalServices.AcquireAsync(
            new()
            {
                RootDirectory = Path.Combine(local, inMemory ? "benchmarks" : "benchmarks-on-disk"),
                ToolsDirectory = local,
                InMemory = inMemory,
                WithForge = false,
                TestAccounts = 500,
            },
            new Progress<string>(Console.Error.WriteLine),
            CancellationToken.None);
        var account = services.StorageConnectionStringFor(services.LeaseTestAccount());
        return new(services, account, inMemory ? "Azurite, in memory" : "Azurite, on disk");
    }

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;
}
