namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>Matches events with waits in order of arrival; what comes early is kept.</summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Queue<string?>> _early = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LinkedList<TaskCompletionSource<string?>>> _waits = new(StringComparer.OrdinalIgnoreCase);

    public bool AnyoneWaiting => _waits.Count > 0;

    public void Raise(string name, string? payload)
    {
        if (_waits.TryGetValue(name, out var waits))
        {
            var wait = waits.First!;
            Remove(name, wait);
            wait.Value.SetResult(payload);
            return;
        }

        if (!_early.TryGetValue(name, out var early))
        {
            _early[name] = early = new();
        }

        early.Enqueue(payload);
    }

    public Task<string?> WaitAsync(string name, CancellationToken cancellation)
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

        var wait = waits.AddLast(new TaskCompletionSource<string?>());
        cancellation.Register(() =>
        {
            if (wait.List is not null)
            {
                Remove(name, wait);
                wait.Value.SetCanceled(cancellation);
            }
        });
        return wait.Value.Task;
    }

    private void Remove(string name, LinkedListNode<TaskCompletionSource<string?>> wait)
    {
        var waits = _waits[name];
        waits.Remove(wait);
        if (waits.Count == 0)
        {
            _waits.Remove(name);
        }
    }
}
