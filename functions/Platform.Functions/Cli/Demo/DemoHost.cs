using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Local.Runtime.Supervisor;

namespace Platform.Functions.Cli.Demo;

/// <summary>The function app in this process, on storage and forge of this working copy.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private readonly LocalServices _services;
    private readonly IHost _host;

    private DemoHost(LocalServices services, IHost host, Uri url, string key, double servicesSeconds, double hostSeconds)
    {
        _services = services;
        _host = host;
        Url = url;
        Key = key;
        ServicesSeconds = servicesSeconds;
        HostSeconds = hostSeconds;
        Client = new HttpClient { BaseAddress = new Uri(url, "api/"), Timeout = Timeout.InfiniteTimeSpan };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Uri Url { get; }

    /// <value>An admin key that lives as long as this host.</value>
    public string Key { get; }

    public HttpClient Client { get; }

    public double ServicesSeconds { get; }

    /// <value>From storage being up to the host answering.</value>
    public double HostSeconds { get; }

    public static async Task<DemoHost> StartAsync(IDemoScreen screen, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var options = new LocalServicesOptions { RootDirectory = LocalDirectory() };
        var services = await LocalServices.AcquireAsync(options, screen, cancellationToken);
        var servicesSeconds = watch.Elapsed.TotalSeconds;
        try
        {
            watch.Restart();
            var url = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/");
            var key = ApiKey.Generate().Reveal();
            var builder = PlatformApp.CreateBuilder(SettingsOf(services, url, key));
            builder.Logging.ClearProviders()
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
                .AddFilter<ConsoleLoggerProvider>(null, LogLevel.Warning);
            var host = builder.Build();
            await host.StartAsync(cancellationToken);
            return new(services, host, url, key, servicesSeconds, watch.Elapsed.TotalSeconds);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        await _services.DisposeAsync();
    }

    private static string[] SettingsOf(LocalServices services, Uri url, string key) =>
    [
        "--environment=Development",
        $"--AzureWebJobsStorage={services.StorageConnectionString}",
        $"--LocalHttpPort={url.Port}",
        $"--PlatformPublicUrl={url.AbsoluteUri.TrimEnd('/')}",
        $"--GitHubApiUrl={services.ForgeUrl}",
        $"--GitHubToken={services.ForgeToken}",
        "--GitHubIsForge=true",
        // As lasting as the forge itself, so that hooks of an earlier demo are still understood.
        $"--GitHubWebhookSecret={ContentHash.Of($"webhooks of {services.ForgeToken}")}",
        $"--AccessBootstrapKey={key}",
    ];

    // Beside the sources when run from a clone, else beside whatever the caller works on.
    private static string LocalDirectory()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Platform.Functions.sln")))
            {
                return Path.Combine(folder, ".local");
            }
        }

        return Path.Combine(Environment.CurrentDirectory, ".local");
    }
}
