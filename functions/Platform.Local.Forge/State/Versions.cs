namespace Platform.Local.Forge.State;

/// <summary>What a value was within the last minutes: a replica that lags behind answers from it.</summary>
internal sealed class Versions<T>(TimeProvider time)
    where T : class
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);
    private readonly Lock _gate = new();
    private readonly List<(long? Since, T Value)> _versions = [];

    /// <param name="before">What was there already when the first change came; null or the value itself for a birth.</param>
    public void Add(T value, T? before)
    {
        lock (_gate)
        {
            if (_versions.Count == 0 && before is not null && !ReferenceEquals(before, value))
            {
                _versions.Add((null, before));
            }

            _versions.Add((time.GetTimestamp(), value));
            var oldestNeeded = _versions.FindLastIndex(version => HasLasted(version.Since, Kept));
            _versions.RemoveRange(0, Math.Max(0, oldestNeeded));
        }
    }

    /// <param name="now">Is given back when nothing has changed since the forge was started.</param>
    /// <returns>Null when there was none yet.</returns>
    public T? AsOf(TimeSpan lag, T now)
    {
        lock (_gate)
        {
            return _versions.Count == 0 ? now : _versions.FindLast(version => HasLasted(version.Since, lag)).Value;
        }
    }

    private bool HasLasted(long? since, TimeSpan span) => since is not { } start || time.GetElapsedTime(start) >= span;
}
