using System.Collections.Concurrent;
using System.Collections.Immutable;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>All runs by repository.</summary>
internal sealed class RunStore
{
    private readonly ConcurrentDictionary<long, ImmutableArray<Run>> _runs = new();
    private readonly Lock _gate = new();
    private readonly ForgeStore _store;

    public RunStore(ForgeStore store)
    {
        _store = store;
        foreach (var repository in store.Repositories.Where(repository => Directory.Exists(Run.FolderOf(repository))))
        {
            _runs[repository.Id] =
            [
                .. Directory.GetFiles(Run.FolderOf(repository), "*.json")
                    .Select(file => new Run(repository, JsonFile.Read<RunData>(file)))
                    .OrderByDescending(run => run.Data.Id),
            ];
        }
    }

    /// <value>What the last forge on this data folder was killed in.</value>
    public IReadOnlyList<Run> Unfinished =>
        [.. _runs.Values.SelectMany(runs => runs).Where(run => run.Data.Status != "completed").OrderBy(run => run.Data.Id)];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Run> Of(Repository repository)
    {
        var runs = _runs.GetValueOrDefault(repository.Id, []);
        return repository.Lag is { } lag ? [.. runs.Select(run => run.AsOf(lag)).OfType<Run>()] : runs;
    }

    public Run? Find(Repository repository, long id) =>
        Of(repository).FirstOrDefault(run => run.Data.Id == id);

    /// <summary>Numbers the run within its workflow and keeps it.</summary>
    public Run Add(Repository repository, Func<long, int, RunData> make, string path)
    {
        lock (_gate)
        {
            var earlier = Of(repository).Where(run => run.Data.Path == path).ToList();
            var run = new Run(
                repository,
                make(earlier.FirstOrDefault()?.Data.WorkflowId ?? _store.Ids.Next(), earlier.Count + 1));
            run.Update(data => data);
            _runs[repository.Id] = [run, .. Of(repository)];
            return run;
        }
    }
}
