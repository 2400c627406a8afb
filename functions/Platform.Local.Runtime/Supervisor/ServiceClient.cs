using System.Net.Sockets;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>Joins a service as one of its clients, and starts it when nobody has.</summary>
internal sealed class ServiceClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ClientMembership _membership;

    private ServiceClient(ClientMembership membership, ServiceEndpoints endpoints)
    {
        _membership = membership;
        Endpoints = endpoints;
    }

    public ServiceEndpoints Endpoints { get; }

    public static async Task<ServiceClient> AcquireAsync(
        ServiceSpec spec, string tools, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var directory = spec.Directory();
        directory.Create();
        var waitingFor = $"another process that starts or stops {spec.Name}";
        using var start = await FileLock.TakeAsync(directory.StartLock, Patience, waitingFor, cancellationToken)
            .ConfigureAwait(false);
        var membership = ClientMembership.Join(directory);
        try
        {
            var endpoints = await FindRunningAsync(spec, directory, cancellationToken).ConfigureAwait(false);
            if (endpoints is null)
            {
                progress?.Report($"Starting {spec.Name} ...");
                endpoints = await KeeperLauncher.StartAsync(spec, tools, cancellationToken).ConfigureAwait(false);
            }

            return new ServiceClient(membership, endpoints);
        }
        catch
        {
            membership.Dispose();
            throw;
        }
    }

    public void Dispose() => _membership.Dispose();

    private static async Task<ServiceEndpoints?> FindRunningAsync(
        ServiceSpec spec, ServiceDirectory directory, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(Patience);
        while (true)
        {
            using (var keeper = FileLock.TryTake(directory.KeeperLock))
            {
                if (keeper is not null)
                {
                    await ClearAfterDeadKeeperAsync(spec, directory).ConfigureAwait(false);
                    return null;
                }
            }

            // Without endpoints a keeper whose first client died is still starting; with silent ones it is just ending.
            if (SupervisorJson.TryRead<ServiceEndpoints>(directory.Endpoints) is { } running)
            {
                if (running.Signature != spec.Signature)
                {
                    await ReplaceAsync(running, spec, directory).ConfigureAwait(false);
                }
                else if (await AnswersAsync(running, cancellationToken).ConfigureAwait(false))
                {
                    return running;
                }
            }

            deadline.ThrowIfOver($"{spec.Name}, which runs but does not answer", $"Its log is {directory.Log}.");
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ClearAfterDeadKeeperAsync(ServiceSpec spec, ServiceDirectory directory)
    {
        File.Delete(directory.Endpoints);
        if (SupervisorJson.TryRead<ProcessIdentity>(directory.Child) is { } orphan)
        {
            await orphan.EndAsync(spec.StopPatience).ConfigureAwait(false);
        }

        File.Delete(directory.Child);
    }

    private static async Task ReplaceAsync(ServiceEndpoints running, ServiceSpec spec, ServiceDirectory directory)
    {
        var others = ClientMembership.Count(directory) - 1;
        if (others > 0)
        {
            throw new LocalServicesException(
                $"{spec.Name} already runs for {others} other client(s) of {spec.RootDirectory} with other settings " +
                $"({running.Signature}; wanted: {spec.Signature}). Wait until they have ended, or use another directory.");
        }

        await running.Keeper.EndAsync(spec.StopPatience * 2).ConfigureAwait(false);
    }

    private static async Task<bool> AnswersAsync(ServiceEndpoints endpoints, CancellationToken cancellationToken)
    {
        foreach (var url in endpoints.Urls.Values)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(url.Host, url.Port, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return true;
    }
}
