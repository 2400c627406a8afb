using Microsoft.Extensions.Configuration;

namespace Platform.Functions.Queues;

/// <summary>How often the host tries a message, from where the host itself reads it: host.json, overridden by settings.</summary>
public sealed record QueueAttempts(int Most)
{
    private const string Setting = "extensions:queues:maxDequeueCount";
    private const int HostsDefault = 5;

    public static QueueAttempts From(IConfiguration settings)
    {
        var host = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json"), optional: true)
            .Build();
        return new(settings.GetValue<int?>($"AzureFunctionsJobHost:{Setting}") ?? host.GetValue(Setting, HostsDefault));
    }
}
