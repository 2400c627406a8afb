using System.Collections.Concurrent;

namespace Platform.Local.Forge.State;

/// <summary>Repositories that replicas may still show for a moment.</summary>
internal sealed class DeletedRepositories(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, (long At, Repository Repository)> _byName =
        new(StringComparer.OrdinalIgnoreCase);

    public void Add(Repository repository)
    {
        foreach (var (name, old) in _byName)
        {
            if (time.GetElapsedTime(old.At) > Kept)
            {
                _byName.TryRemove(name, out _);
            }
        }

        _byName[repository.Data.FullName] = (time.GetTimestamp(), repository);
    }

    /// <summary>The repository of that name that was deleted within <paramref name="lag"/>.</summary>
    public Repository? Find(string fullName, TimeSpan lag) =>
        _byName.TryGetValue(fullName, out var found) && time.GetElapsedTime(found.At) < lag ? found.Repository : null;
}
