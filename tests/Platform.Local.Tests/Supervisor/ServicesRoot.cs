using System.Net.Sockets;
using Platform.Local.Runtime.Supervisor;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Supervisor;

/// <summary>A root directory of one test's own, so that it may kill and starve the services in it.</summary>
internal sealed class ServicesRoot : IAsyncDisposable
{
    /// <summary>For tests in which the services must not stop by themselves.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>For tests that wait for the end.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    public string Path { get; } = Directory.CreateTempSubdirectory("platform-services-").FullName;

    public ServiceDirectory Azurite => new(Path, AzuriteService.Name);

    public ServiceDirectory Forge => new(Path, ForgeService.Name);

    public ServiceEndpoints Endpoints => SupervisorJson.TryRead<ServiceEndpoints>(Azurite.Endpoints)!;

    public ProcessIdentity Child => SupervisorJson.TryRead<ProcessIdentity>(Azurite.Child)!;

    public LocalServicesOptions Options(TimeSpan linger) => new()
    {
        RootDirectory = Path,
        ToolsDirectory = System.IO.Path.Combine(RepositoryRoot.Path, ".local"),
        InMemory = true,
        WithForge = false,
        Linger = linger,
    };

    public Task<LocalServices> AcquireAsync(TimeSpan linger) =>
        LocalServices.AcquireAsync(Options(linger), null, TestContext.Current.CancellationToken);

    public static bool KeeperIsGone(ServiceDirectory directory)
    {
        using var taken = FileLock.TryTake(directory.KeeperLock);
        return taken is not null;
    }

    /// <summary>The clients that are alive, counted as the keeper counts.</summary>
    public async Task<int> ClientsAsync()
    {
        using var start = await FileLock.TakeAsync(Azurite.StartLock, TimeSpan.FromSeconds(60), "the count", default);
        return ClientMembership.Count(Azurite);
    }

    public static async Task<bool> ListensAsync(Uri url)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "services"));
        foreach (var service in Directory.EnumerateDirectories(System.IO.Path.Combine(Path, "services")))
        {
            var directory = new ServiceDirectory(Path, System.IO.Path.GetFileName(service));
            if (SupervisorJson.TryRead<ServiceEndpoints>(directory.Endpoints) is { } running)
            {
                await running.Keeper.EndAsync(TimeSpan.FromSeconds(60));
            }
        }

        Directory.Delete(Path, recursive: true);
    }
}
