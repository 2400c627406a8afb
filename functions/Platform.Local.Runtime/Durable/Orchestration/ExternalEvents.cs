namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>
/// Matches events with waits. What comes early is kept in order of arrival; of several waits for one name the latest gets
/// the next event, as in the real engine, so that a wait which a loop has given up doesn't take it away.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Queue<string?>> _early = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Stack<Wait>> _waits = new(StringComparer.OrdinalIgnoreCase);

    public bool AnyoneWaiting => _waits.Values.Any(waits => waits.Any(wait => !wait.Source.Task.IsCompleted));

    public void Raise(string name, string? payload)
    {
        // A cancelled wait takes nothing. The real engine drops an event on one; nothing should rely on that.
        while (_waits.TryGetValue(name, out var waits) && waits.TryPop(out var wait))
        {
            if (wait.Source.TrySetResult(payload))
            {
                return;
            }
        }

        if (!_early.TryGetValue(name, out var early))
        {
            _early[name] = early = new();
        }

        early.Enqueue(payload);
    }

    public Task<string?> WaitAsync(string name, Type type, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<string?>(cancellation);
        }

        if (_early.TryGetValue(name, out var early) && early.TryDequeue(out var payload))
        {
            return Task.FromResult(payload);
        }

        if (!_waits.TryGetValue(name, out var waits))
        {
            _waits[name] = waits = new();
        }

        var source = new TaskCompletionSource<string?>();
        RefuseOtherType(name, type, waits);
        waits.Push(new(type, source));
        cancellation.Register(() => source.TrySetCanceled(cancellation));
        return source.Task;
    }

    /// <summary>What nobody has waited for, in order of arrival per name.</summary>
    public IEnumerable<(string Name, string? Payload)> TakeEarly()
    {
        var left = _early.SelectMany(queue => queue.Value.Select(payload => (queue.Key, payload))).ToList();
        _early.Clear();
        return left;
    }

    private static void RefuseOtherType(string name, Type type, Stack<Wait> waits)
    {
        if (waits.TryPeek(out var other) && other.Type != type && !other.Source.Task.IsCompleted)
        {
            throw new ArgumentException(
                $"Event '{name}' is awaited as {type}, and already as {other.Type}; expected one type per name.", nameof(type));
        }
    }

    private sealed record Wait(Type Type, TaskCompletionSource<string?> Source);
}
