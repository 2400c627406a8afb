namespace Platform.Local.Runtime.Supervisor;

/// <summary>
/// This process's share of the local services: Azurite and the forge, each a process of its own that outlives a killed
/// client. Disposing leaves them; they stop 30 s after the last client is gone, whether it left or died.
/// </summary>
public sealed class LocalServices : IAsyncDisposable
{
    private readonly LocalServicesOptions _options;
    private readonly ServiceClient _storage;
    private readonly ServiceClient? _forge;

    private LocalServices(LocalServicesOptions options, ServiceClient storage, ServiceClient? forge)
    {
        _options = options;
        _storage = storage;
        _forge = forge;
        StorageConnectionString = StorageConnectionStringFor(AzuriteService.Account);
    }

    public string StorageConnectionString { get; }

    public Uri ForgeUrl => Forge.Urls[ForgeService.Name];

    public string ForgeToken => Forge.Token!;

    public bool InMemory => _options.InMemory;

    private ServiceEndpoints Forge =>
        (_forge ?? throw new InvalidOperationException("These local services were acquired without the forge.")).Endpoints;

    /// <summary>Joins the services of the root directory, starting what does not run; installs Azurite on first use.</summary>
    /// <exception cref="LocalServicesException">What the machine lacks, in a sentence.</exception>
    public static async Task<LocalServices> AcquireAsync(
        LocalServicesOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var storage = AcquireStorageAsync(options, progress, cancellationToken);
        var forge = options.WithForge
            ? ServiceClient.AcquireAsync(ForgeService.Spec(options), options.Tools, progress, cancellationToken)
            : null;
        try
        {
            await Task.WhenAll(forge is null ? [storage] : [storage, forge]).ConfigureAwait(false);
        }
        catch
        {
            Leave(storage);
            Leave(forge);
            throw;
        }

        return new LocalServices(
            options,
            await storage.ConfigureAwait(false),
            forge is null ? null : await forge.ConfigureAwait(false));
    }

    /// <summary>For accounts from <see cref="LeaseTestAccount"/>.</summary>
    public string StorageConnectionStringFor(string account) => AzuriteService.ConnectionString(_storage.Endpoints, account);

    /// <summary>The name of an empty storage account; never the same twice while this Azurite lives, in no process.</summary>
    public string LeaseTestAccount() => TestAccounts.Lease(_options, _storage.Endpoints);

    public ValueTask DisposeAsync()
    {
        _storage.Dispose();
        _forge?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<ServiceClient> AcquireStorageAsync(
        LocalServicesOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var spec = await AzuriteService.SpecAsync(options, progress, cancellationToken).ConfigureAwait(false);
        return await ServiceClient.AcquireAsync(spec, options.Tools, progress, cancellationToken).ConfigureAwait(false);
    }

    private static void Leave(Task<ServiceClient>? acquired)
    {
        if (acquired is { IsCompletedSuccessfully: true })
        {
            acquired.Result.Dispose();
        }
    }
}
