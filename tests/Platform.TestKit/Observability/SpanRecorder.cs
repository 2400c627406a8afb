using System.Collections.Concurrent;
using System.Diagnostics;
using Platform.TestKit.Services;

namespace Platform.TestKit.Observability;

/// <summary>
/// Everything that ends in this process while it listens. Tests run side by side, so a test looks at its own trace only.
/// </summary>
public sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Platform" or "Microsoft.DurableTask" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ActivityTraceId Trace { get; } = ActivityTraceId.CreateRandom();

    /// <value>A header that puts a request into <see cref="Trace"/>.</value>
    public string TraceParent => $"00-{Trace}-00f067aa0ba902b7-01";

    public IReadOnlyList<Activity> All => [.. _ended];

    public IReadOnlyList<Activity> Own => [.. _ended.Where(activity => activity.TraceId == Trace)];

    public IReadOnlySet<string> OwnNames => Own.Select(activity => activity.DisplayName).ToHashSet();

    /// <summary>A span ends a moment after what it tells of.</summary>
    public Task HasAsync(string name, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(() => OwnNames.Contains(name), cancellationToken, $"a span '{name}' in the trace");

    public void Dispose() => _listener.Dispose();
}
