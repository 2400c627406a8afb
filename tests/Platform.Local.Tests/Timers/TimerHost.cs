using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Platform.Local.Tests.Hosting;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Timers;

/// <summary>Hosts of timer functions on one storage account and one clock, which stands still unless the test moves it.</summary>
internal sealed class TimerHost : IAsyncDisposable
{
    private readonly List<FunctionHost> _hosts = [];

    private TimerHost(StorageFixture storage) => Storage = storage;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero));

    public StorageFixture Storage { get; }

    public static async Task<TimerHost> NewAsync() => new(await StorageFixture.NewAsync());

    public async Task<FunctionHost> StartAsync(Type functions, params string[] settings)
    {
        var host = await FunctionHost.StartAsync(
            functions, builder => builder.Services.AddSingleton<TimeProvider>(Clock), Storage, settings);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Starts a host whose function "Hourly" has its schedule written down.</summary>
    public async Task<FunctionHost> StartAndWaitAsync(Type functions, DateTime next, params string[] settings)
    {
        var host = await StartAsync(functions, settings);
        await IsScheduledAsync("Hourly", next);
        return host;
    }

    /// <summary>Waits until a timer's schedule is written down with this next occurrence.</summary>
    public Task IsScheduledAsync(string function, DateTime next)
    {
        var blob = Storage.Blobs.GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient($"timers/{function}/status");
        var expected = $"\"next\":\"{next:yyyy-MM-ddTHH:mm:ss}Z\"";
        return Eventually.HoldsAsync(
            async () => await blob.ExistsAsync(TestContext.Current.CancellationToken)
                && (await blob.DownloadContentAsync(TestContext.Current.CancellationToken)).Value.Content.ToString()
                    .Contains(expected, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }
}
