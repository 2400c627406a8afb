using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Platform.Functions.Health;

/// <summary>
/// Looks at most once in a while, however many ask: the question is open to anyone, and every look costs calls to storage and to
/// GitHub. Those who ask while it looks wait for the same answer.
/// </summary>
public sealed class HealthReports(HealthCheckService checks, TimeProvider clock)
{
    /// <summary>Younger findings are given again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private Task<HealthSnapshot>? _latest;

    public Task<HealthSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        Task<HealthSnapshot> latest;
        lock (_lock)
        {
            latest = _latest is { } known && !IsOver(known) ? known : _latest = LookAsync();
        }

        return latest.WaitAsync(cancellationToken);
    }

    private bool IsOver(Task<HealthSnapshot> known) =>
        known.IsCompleted && !(known.IsCompletedSuccessfully && clock.GetUtcNow() - known.Result.At < Lifetime);

    // Nobody's cancellation: others wait for the same look, and each probe is bounded by itself.
    private async Task<HealthSnapshot> LookAsync()
    {
        var report = await checks.CheckHealthAsync(CancellationToken.None);
        return new(clock.GetUtcNow(), [.. report.Entries.Select(entry => HealthLine.Of(entry.Key, entry.Value))]);
    }
}
