using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Platform.Functions.Hosting;

/// <summary>
/// Raises events on orchestrations from code that is no trigger. Only a trigger gets a durable client, by its binding, so those
/// that lead to such code hand theirs over. An event only shortens a wait: whoever waits also looks for itself, so none is
/// retried here.
/// </summary>
public sealed partial class OrchestrationSignals(ILogger<OrchestrationSignals> logger)
{
    private volatile DurableTaskClient? _client;

    /// <value>Null until a trigger has handed one over.</value>
    internal DurableTaskClient? Client => _client;

    public void Use(DurableTaskClient client) => _client = client;

    public async Task RaiseAsync(string instanceId, string eventName, string payload, CancellationToken cancellationToken)
    {
        try
        {
            if (_client is { } client)
            {
                await client.RaiseEventAsync(instanceId, eventName, payload, cancellationToken);
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRaised(logger, failure, eventName, instanceId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Event {Event} did not reach {Instance}, which will notice by itself.")]
        public static partial void NotRaised(ILogger logger, Exception exception, string @event, string instance);
    }
}
