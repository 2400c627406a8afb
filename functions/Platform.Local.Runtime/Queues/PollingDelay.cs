namespace Platform.Local.Runtime.Queues;

/// <summary>Waits longer and longer while a queue stays empty, from 100 ms up to the configured interval.</summary>
internal sealed class PollingDelay(TimeSpan longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan _next = Shortest;

    public void Reset() => _next = Shortest;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        // Some spread, so that the queues of an app are not asked in step.
        var delay = _next * (0.8 + (Random.Shared.NextDouble() * 0.4));
        _next = _next * 2 < longest ? _next * 2 : longest;
        return Task.Delay(delay < longest ? delay : longest, cancellationToken);
    }
}
