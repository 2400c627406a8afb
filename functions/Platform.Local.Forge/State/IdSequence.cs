namespace Platform.Local.Forge.State;

/// <summary>
/// Numeric ids of repositories, hooks, deliveries, runs and jobs: rising, and never given twice, also after a kill.
/// A block is reserved on disk before its first id is handed out.
/// </summary>
internal sealed class IdSequence
{
    private const long Block = 1000;
    private const long First = 700_000_000;
    private readonly Lock _gate = new();
    private readonly string _path;
    private long _next;
    private long _reserved;

    public IdSequence(string path)
    {
        _path = path;
        _next = File.Exists(path) ? JsonFile.Read<long>(path) : First;
        _reserved = _next;
    }

    public long Next()
    {
        lock (_gate)
        {
            if (_next >= _reserved)
            {
                _reserved = _next + Block;
                JsonFile.Write(_path, _reserved);
            }

            return _next++;
        }
    }
}
