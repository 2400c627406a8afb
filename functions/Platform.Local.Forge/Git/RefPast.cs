namespace Platform.Local.Forge.Git;

/// <summary>Which references changed within the last minutes, and what they were before.</summary>
internal sealed class RefPast(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);
    private readonly Lock _gate = new();
    private readonly List<(long At, string Name, string? Before)> _changes = [];

    public void Add(string name, string? before)
    {
        lock (_gate)
        {
            _changes.RemoveAll(change => time.GetElapsedTime(change.At) > Kept);
            _changes.Add((time.GetTimestamp(), name, before));
        }
    }

    /// <summary>Takes back what changed within <paramref name="lag"/>.</summary>
    public void Revert(SortedDictionary<string, string> refs, TimeSpan lag)
    {
        lock (_gate)
        {
            foreach (var (_, name, before) in _changes.Where(change => time.GetElapsedTime(change.At) < lag).Reverse())
            {
                if (before is null)
                {
                    refs.Remove(name);
                }
                else
                {
                    refs[name] = before;
                }
            }
        }
    }
}
