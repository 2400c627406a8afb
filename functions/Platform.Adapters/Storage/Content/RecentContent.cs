namespace Platform.Adapters.Storage.Content;

/// <summary>The most recently used bodies, bounded by their bytes.</summary>
internal sealed class RecentContent(long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Key, ReadOnlyMemory<byte> Body)> _byUse = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, ReadOnlyMemory<byte> Body)>> _byKey =
        new(StringComparer.Ordinal);

    private long _bytes;

    public bool TryGet(string key, out ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                body = default;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            body = node.Value.Body;
            return true;
        }
    }

    public void Add(string key, ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            // One big body must not push out everything else.
            if (body.Length > maxBytes / 4 || _byKey.ContainsKey(key))
            {
                return;
            }

            _byKey.Add(key, _byUse.AddFirst((key, body)));
            _bytes += body.Length;
            while (_bytes > maxBytes && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _byKey.Remove(oldest.Value.Key);
                _bytes -= oldest.Value.Body.Length;
            }
        }
    }
}
