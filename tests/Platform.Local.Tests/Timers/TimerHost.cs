using System.Collections.Concurrent;
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

    public AlarmClock Clock { get; } = new();

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

    /// <summary>
    /// Waits until a timer's schedule is written down with this next occurrence and a host sleeps until then: who moves the clock
    /// before that finds it sleeping for too long.
    /// </summary>
    public Task IsScheduledAsync(string function, DateTime next)
    {
        var blob = Storage.Blobs.GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient($"timers/{function}/status");
        var expected = $"\"next\":\"{next:yyyy-MM-ddTHH:mm:ss}Z\"";
        return Eventually.HoldsAsync(
            async () => Clock.Rings(next)
                && await blob.ExistsAsync(TestContext.Current.CancellationToken)
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

    /// <summary>A clock that stands still, and knows until when others sleep.</summary>
    internal sealed class AlarmClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero))
    {
        private readonly ConcurrentDictionary<DateTime, bool> _alarms = new();

        public bool Rings(DateTime at) => _alarms.ContainsKey(at);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero)
            {
                _alarms[(GetUtcNow() + dueTime).UtcDateTime] = true;
            }

            return timer;
        }
    }
}
