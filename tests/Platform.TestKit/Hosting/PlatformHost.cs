using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Core.Access;
using Platform.Functions;
using Platform.Functions.Health;
using Platform.Local.Runtime.Hosting;
using Platform.TestKit.Services;

namespace Platform.TestKit.Hosting;

/// <summary>
/// The real function app in this process: on a free port, with a storage account and a forge organisation of its own. Whatever
/// it logs as an error fails the test at the end, unless the test said that it expects it.
/// </summary>
public sealed class PlatformHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly RecordedErrors _errors;

    private PlatformHost(IHost host, RecordedErrors errors, StorageFixture storage, PlatformHostSettings settings)
    {
        _host = host;
        _errors = errors;
        Storage = storage;
        Organization = settings.Organization;
        WebhookSecret = settings.WebhookSecret;
        ApiAddress = new Uri(host.Services.GetRequiredService<LocalHostAddress>().Value, "api/");
        Client = ClientWith(settings.AdminKey);
        Anonymous = ClientWith(null);
    }

    /// <value>Where the routes are; paths relative to it have no leading slash.</value>
    public Uri ApiAddress { get; }

    /// <value>Calls with an admin key.</value>
    public HttpClient Client { get; }

    public HttpClient Anonymous { get; }

    public string Organization { get; }

    public string WebhookSecret { get; }

    public StorageFixture Storage { get; }

    public IServiceProvider Services => _host.Services;

    /// <param name="settings">Changes what the app is started with.</param>
    /// <param name="compose">Changes its services, for what can't be reached from outside.</param>
    public static async Task<PlatformHost> StartAsync(
        Action<IDictionary<string, string?>>? settings = null, Action<IServiceCollection>? compose = null)
    {
        var storage = await StorageFixture.NewAsync();
        var forge = await TestServices.Instance;
        var chosen = new PlatformHostSettings();
        var values = chosen.For(storage.ConnectionString, forge);
        settings?.Invoke(values);
        var builder = PlatformApp.CreateBuilder([.. values.Select(value => $"--{value.Key}={value.Value}")]);
        var errors = new RecordedErrors();
        builder.Logging.ClearProviders().AddProvider(errors);
        // A late probe is logged as an error; here it only means that the machine is busy.
        builder.Services.AddSingleton(new HealthPatience(TimeSpan.FromSeconds(90)));
        compose?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(host, errors, storage, chosen);
    }

    /// <summary>The test provokes an error whose log line contains this.</summary>
    public void Expect(string partOfErrorLine) => _errors.Expect(partOfErrorLine);

    /// <summary>A client with a new key of the given roles.</summary>
    public async Task<HttpClient> ClientWithAsync(params Role[] roles) => ClientWith(await NewKeyAsync(roles));

    /// <summary>A new key of the given roles, for clients of another kind.</summary>
    public async Task<string> KeyAsync(params Role[] roles) => (await NewKeyAsync(roles)).Reveal();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }

        Client.Dispose();
        Anonymous.Dispose();
        _errors.ThrowIfAny();
    }

    private async Task<ApiKey> NewKeyAsync(Role[] roles)
    {
        var key = ApiKey.Generate();
        var record = new ApiKeyRecord(key.Id, "test", roles, key.SecretHash, TimeProvider.System.GetUtcNow(), "test");
        await Services.GetRequiredService<IApiKeyStore>().AddAsync(record, CancellationToken.None);
        return key;
    }

    private HttpClient ClientWith(ApiKey? key)
    {
        var client = new HttpClient(new FreshCatalogReads()) { BaseAddress = ApiAddress, Timeout = TimeSpan.FromSeconds(100) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key.Reveal());
        return client;
    }
}
