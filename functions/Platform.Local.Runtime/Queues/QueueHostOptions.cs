using Microsoft.Extensions.Configuration;

namespace Platform.Local.Runtime.Queues;

/// <summary>host.json's <c>extensions.queues</c> with the host's own defaults, and the lease.</summary>
internal sealed record QueueHostOptions
{
    public int BatchSize { get; init; } = 16;

    /// <summary>A new batch is fetched when no more than this many messages are in hand; half a batch by default.</summary>
    public int? NewBatchThreshold { get; init; }

    public int MaxDequeueCount { get; init; } = 5;

    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a message rests after a failed attempt.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    public QueueTextEncoding MessageEncoding { get; init; } = QueueTextEncoding.Base64;

    /// <summary>
    /// How long a message in hand stays ours without a renewal, which comes at a third of it. Ten minutes in the real host;
    /// less here, so that the messages of a killed process come back soon.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    public int Threshold => NewBatchThreshold ?? BatchSize / 2;

    public static QueueHostOptions From(IConfiguration host, IConfiguration settings)
    {
        var queues = host.GetSection("extensions:queues");
        var defaults = new QueueHostOptions();
        return new QueueHostOptions
        {
            BatchSize = Math.Clamp(queues.GetValue("batchSize", defaults.BatchSize), 1, 32),
            NewBatchThreshold = queues.GetValue<int?>("newBatchThreshold"),
            MaxDequeueCount = Math.Max(1, queues.GetValue("maxDequeueCount", defaults.MaxDequeueCount)),
            MaxPollingInterval = queues.GetValue("maxPollingInterval", defaults.MaxPollingInterval),
            VisibilityTimeout = queues.GetValue("visibilityTimeout", defaults.VisibilityTimeout),
            MessageEncoding = queues.GetValue("messageEncoding", defaults.MessageEncoding),
            Lease = settings.GetValue("LocalQueueLease", defaults.Lease),
        };
    }
}
