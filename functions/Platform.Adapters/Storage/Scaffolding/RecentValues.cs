using System.Diagnostics.CodeAnalysis;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>Keeps the values that were set last. For things that never change, so nothing in it can be stale.</summary>
internal sealed class RecentValues<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _order = [];
    private readonly Lock _lock = new();

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        lock (_lock)
        {
            return _values.TryGetValue(key, out value);
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (!_values.TryAdd(key, value))
            {
                return;
            }

            _order.Enqueue(key);
            if (_order.Count > capacity)
            {
                _values.Remove(_order.Dequeue());
            }
        }
    }
}
