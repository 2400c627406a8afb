using System.Net;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Hosting;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Hosting;

/// <summary>A function app of the given classes, on a free port and a storage account.</summary>
internal sealed class FunctionHost : IAsyncDisposable
{
    private static readonly string NoHostJson = Path.Combine(AppContext.BaseDirectory, "no-host-json");

    private readonly IHost _host;

    private FunctionHost(IHost host, StorageFixture storage)
    {
        _host = host;
        Storage = storage;
        Client = new HttpClient { BaseAddress = host.Services.GetRequiredService<LocalHostAddress>().Value };
    }

    public StorageFixture Storage { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _host.Services;

    public Journal Journal => Services.GetRequiredService<Journal>();

    public static async Task<FunctionHost> StartAsync(
        Type functions,
        Action<FunctionsApplicationBuilder>? configure = null,
        StorageFixture? storage = null,
        params string[] settings)
    {
        storage ??= await StorageFixture.NewAsync();
        var host = Build(functions, configure, [$"--AzureWebJobsStorage={storage.ConnectionString}", .. settings]);
        await host.StartAsync();
        return new FunctionHost(host, storage);
    }

    public static IHost Build(Type functions, Action<FunctionsApplicationBuilder>? configure = null, params string[] settings)
    {
        // Without a host.json the tests start from the real host's defaults, not from our app's choices.
        string[] ours = [$"--AzureWebJobsScriptRoot={NoHostJson}", "--LocalHttpPort=0", "--LocalDrainTimeout=00:00:02"];
        var builder = FunctionsApplication.CreateBuilder([.. ours, .. settings], functions);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Journal>();
        configure?.Invoke(builder);
        return builder.Build();
    }

    public Task<string> GetAsync(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public async Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
