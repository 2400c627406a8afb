using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

/// <summary>An engine on a storage account of its own, which can be crashed and started again.</summary>
internal sealed class DurableHost : IAsyncDisposable
{
    private readonly string _connection;
    private readonly Func<DurableEngineOptions> _options;
    private DurableEngine? _engine;

    private DurableHost(StorageFixture storage)
    {
        Storage = storage;
        _connection = storage.ConnectionString;
        _options = () => new()
        {
            ConnectionString = _connection,
            HubName = "TestHub",
            DrainTimeout = TimeSpan.FromSeconds(1),
            OwnershipTimeout = TimeSpan.FromSeconds(1),
            SweepDelay = SweepDelay,
            DefaultVersion = DefaultVersion,
            OnOwnershipLost = lost => OwnershipLost.TrySetResult(lost),
            ConfigureClients = client => ConfigureClients?.Invoke(client),
        };
    }

    public StorageFixture Storage { get; }

    public DurableWork Work { get; set; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    public Action<Azure.Core.ClientOptions>? ConfigureClients { get; set; }

    public TimeSpan SweepDelay { get; set; } = TimeSpan.FromHours(1);

    public string DefaultVersion { get; set; } = string.Empty;

    public TaskCompletionSource<Exception> OwnershipLost { get; } = new();

    public DurableEngine Engine => _engine!;

    public DurableTaskClient Client => _engine!.Client;

    public static async Task<DurableHost> NewAsync() => new(await StorageFixture.NewAsync());

    public DurableHost WithOrchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> body)
    {
        Work.AddOrchestrator(name, async context => await body(context));
        return this;
    }

    public DurableHost WithActivity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> body)
    {
        Work.AddActivity(name, async call =>
            await body(JsonSerializer.Deserialize<TInput>(call.SerializedInput ?? "null", JsonSerializerOptions.Web)!));
        return this;
    }

    public DurableHost WithActivity<TInput, TOutput>(string name, Func<TInput, TOutput> body) =>
        WithActivity<TInput, TOutput>(name, input => Task.FromResult(body(input)));

    public DurableEngine NewEngine() => new(_options(), Work, Time, Loggers);

    public async Task<DurableHost> StartAsync()
    {
        _engine = NewEngine();
        await _engine.StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>Ends the engine without persisting anything more, then starts another one.</summary>
    public async Task CrashAndRestartAsync(DurableWork? work = null)
    {
        await CrashAsync();
        Work = work ?? Work;
        await StartAsync();
    }

    public Task CrashAsync() => EndAsync(new CancellationToken(canceled: true));

    public Task StopAsync() => EndAsync(CancellationToken.None);

    public Task<string> ScheduleAsync(string name, object? input = null, string? id = null, DateTimeOffset? startAt = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id, startAt));

    public async Task<OrchestrationMetadata> FindAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"No {id}.");

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return await EndOfAsync(id);
    }

    public async Task<OrchestrationMetadata> EndOfAsync(string id) =>
        await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromMinutes(3));

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await CrashAsync();
        }
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        await _engine!.StopAsync(cancellation);
        await _engine.DisposeAsync();
        _engine = null;
    }
}
