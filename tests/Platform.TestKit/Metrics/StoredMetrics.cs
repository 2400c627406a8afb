using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Queries;

namespace Platform.TestKit.Metrics;

/// <summary>Events and rollups on real storage, without a host: each instance is what a process would be.</summary>
public sealed class StoredMetrics : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="policy">Sees every request to tables and blobs.</param>
    public StoredMetrics(string connection, DoraOptions options, HttpPipelinePolicy? policy = null, TimeProvider? clock = null)
    {
        var (tables, blobs) = (new TableClientOptions(), new BlobClientOptions());
        if (policy is not null)
        {
            tables.AddPolicy(policy, Azure.Core.HttpPipelinePosition.PerCall);
            blobs.AddPolicy(policy, Azure.Core.HttpPipelinePosition.PerCall);
        }

        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(new TableServiceClient(connection, tables))
            .AddSingleton(new BlobServiceClient(connection, blobs))
            .AddSingleton(options)
            .AddMetricsStorage()
            .AddSingleton<RollupRun>()
            .AddSingleton<EventIntake>()
            .AddSingleton<DoraReading>()
            .AddSingleton<GamingReading>()
            .AddSingleton<Explaining>()
            .BuildServiceProvider();
    }

    public IDeliveryEvents Events => _services.GetRequiredService<IDeliveryEvents>();

    public IRollupStore Store => _services.GetRequiredService<IRollupStore>();

    public IRollupReader Reader => _services.GetRequiredService<IRollupReader>();

    public RollupRun Run => _services.GetRequiredService<RollupRun>();

    public EventIntake Intake => _services.GetRequiredService<EventIntake>();

    public DoraReading Reading => _services.GetRequiredService<DoraReading>();

    public GamingReading Gaming => _services.GetRequiredService<GamingReading>();

    public Explaining Explaining => _services.GetRequiredService<Explaining>();

    public void Dispose() => _services.Dispose();
}
