using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>The head and the last events of one task, as this process wrote them.</summary>
internal sealed class RecentEvents
{
    private const int MostEvents = 32;
    private const int MostKeys = 64;

    private readonly Lock _lock = new();
    private readonly List<TaskEvent> _events = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private EventHead? _head;

    /// <value>Null when it has to be read.</value>
    public EventHead? Head
    {
        get
        {
            lock (_lock)
            {
                return _head is { ETag: not null } ? _head : null;
            }
        }
    }

    /// <summary>Whether this process has written the event of that key.</summary>
    public bool Has(string key)
    {
        lock (_lock)
        {
            return _keys.Contains(key);
        }
    }

    public void Know(IEnumerable<string> keys)
    {
        lock (_lock)
        {
            _keys.UnionWith(keys.Take(MostKeys - _keys.Count));
        }
    }

    public void Add(EventHead head, IReadOnlyList<TaskEvent> events)
    {
        lock (_lock)
        {
            // Two activities may finish in another order than their batches; the later head knows of both.
            if (head.Last <= (_head?.Last ?? 0))
            {
                return;
            }

            // Others wrote in between: what came before the gap is not the newest any more.
            // And what was the end is none once another run has begun.
            if ((_events.Count > 0 && _events[^1].Id + 1 != events[0].Id)
                || events.Any(entry => entry.Type == TaskEventType.Recovered))
            {
                _events.Clear();
            }

            _head = head;
            _events.AddRange(events.Select(Own));
            _events.RemoveRange(0, Math.Max(0, _events.Count - MostEvents));
        }
    }

    /// <param name="since">Events older than this say nothing about whether there are newer ones.</param>
    public IReadOnlyList<TaskEvent>? After(long after, DateTimeOffset since)
    {
        lock (_lock)
        {
            var isNew = _events.Count > 0 && _events[^1].CreatedAt > since;
            return _events.Count == 0 || after + 1 < _events[0].Id || after > _events[^1].Id ? null
                // Another process may have taken up again what has ended.
                : after < _events[^1].Id && (isNew || _head is { End: 0 })
                    ? [.. _events.Where(known => known.Id > after).Select(Own)]
                : isNew && _head is { End: 0 } ? []
                : null;
        }
    }

    // JSON nodes are not to be shared, neither with who wrote them nor among readers.
    private static TaskEvent Own(TaskEvent known) => known.Body.Output is { } output
        ? known with { Body = known.Body with { Output = output.DeepClone().AsObject() } }
        : known;
}
