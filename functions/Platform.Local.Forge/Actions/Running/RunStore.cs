using System.Collections.Concurrent;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>All runs by repository.</summary>
internal sealed class RunStore
{
    private readonly ConcurrentDictionary<long, Run> _runs = new();
    private readonly Lock _gate = new();
    private readonly ForgeStore _store;

    public RunStore(ForgeStore store)
    {
        _store = store;
        foreach (var repository in store.Repositories.Where(repository => Directory.Exists(Run.FolderOf(repository))))
        {
            foreach (var file in Directory.GetFiles(Run.FolderOf(repository), "*.json"))
            {
                var run = new Run(repository, JsonFile.Read<RunData>(file));
                _runs[run.Data.Id] = run;
            }
        }
    }

    /// <value>What the last forge on this data folder was killed in.</value>
    public IReadOnlyList<Run> Unfinished => [.. _runs.Values.Where(run => run.Data.Status != "completed").OrderBy(run => run.Data.Id)];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Run> Of(Repository repository) =>
        [.. _runs.Values.Where(run => run.Repository == repository).OrderByDescending(run => run.Data.Id)];

    public Run? Find(Repository repository, long id) => _runs.TryGetValue(id, out var run) && run.Repository == repository ? run : null;

    /// <summary>Numbers the run within its workflow and keeps it.</summary>
    public Run Add(Repository repository, Func<long, int, RunData> make, string path)
    {
        lock (_gate)
        {
            var earlier = Of(repository).Where(run => run.Data.Path == path).ToList();
            var run = new Run(repository, make(earlier.FirstOrDefault()?.Data.WorkflowId ?? _store.Ids.Next(), earlier.Count + 1));
            run.Update(data => data);
            return _runs[run.Data.Id] = run;
        }
    }
}
