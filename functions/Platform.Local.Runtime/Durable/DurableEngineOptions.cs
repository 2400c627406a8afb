using System.Text.Json;
using Azure.Core;

namespace Platform.Local.Runtime.Durable;

public sealed class DurableEngineOptions
{
    public required string ConnectionString { get; init; }

    /// <summary>Names the journal's table and container: letters and digits, starting with a letter, at most 45.</summary>
    public string HubName { get; init; } = "PlatformHub";

    /// <summary>Inputs, outputs, events, statuses and history; must never change for a hub that has instances.</summary>
    public JsonSerializerOptions JsonSerializerOptions { get; init; } = JsonSerializerOptions.Web;

    /// <summary>Of orchestrations that are started without a version; empty for none.</summary>
    public string DefaultVersion { get; init; } = string.Empty;

    public int MaxConcurrentActivities { get; init; } = Math.Max(32, 10 * Environment.ProcessorCount);

    /// <summary>How long start-up waits for another process to give up the hub before it fails.</summary>
    public TimeSpan OwnershipTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stop waits for activities in flight; what is cut off runs again at the next start.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Housekeeping keeps out of the way of a start.</summary>
    internal TimeSpan SweepDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Called once when the hub was taken over by another process; the engine has stopped by then.</summary>
    public Action<Exception>? OnOwnershipLost { get; init; }

    /// <summary>Last word on the storage clients' options, for example to count calls.</summary>
    public Action<ClientOptions>? ConfigureClients { get; init; }
}
