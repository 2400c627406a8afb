using System.Collections.Concurrent;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Metrics.Alerts.Channels;
using Platform.Core.Primitives;

namespace Platform.TestKit.Metrics;

/// <summary>Alerts in memory, as a store would have them: written and read as JSON.</summary>
public sealed class MemoryAlerts : IAlertStore
{
    private readonly ConcurrentDictionary<string, string> _alerts = new();

    public Task<IReadOnlyList<Alert>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Alert>>([.. _alerts.Values.Select(PlatformJson.Deserialize<Alert>)]);

    public Task<Alert?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_alerts.TryGetValue(id, out var json) ? PlatformJson.Deserialize<Alert>(json) : null);

    public async Task<Alert?> ChangeAsync(string id, Func<Alert?, Alert?> change, CancellationToken cancellationToken)
    {
        var known = await FindAsync(id, cancellationToken);
        if (change(known) is not { } changed)
        {
            return known;
        }

        _alerts[id] = PlatformJson.Serialize(changed);
        return changed;
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        _alerts.TryRemove(id, out _);
        return Task.CompletedTask;
    }
}

/// <summary>Remembers what it was handed; can be told to break.</summary>
public sealed class RecordedChannel(string name = "test") : IAlertChannel
{
    public List<AlertNews> Taken { get; } = [];

    /// <value>Thrown instead of taking anything, or after it: what a process that dies between the two leaves.</value>
    public Exception? Before { get; set; }

    public Exception? After { get; set; }

    public string Name => name;

    public bool IsOn { get; set; } = true;

    public Task HandOverAsync(AlertNews news, CancellationToken cancellationToken)
    {
        if (Before is { } broken)
        {
            throw broken;
        }

        Taken.Add(news);
        return After is { } dead ? throw dead : Task.CompletedTask;
    }
}
