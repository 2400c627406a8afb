using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>A run with its files; a change is on disk before anybody sees it, unless the repository is gone.</summary>
internal sealed class Run(Repository repository, RunData data)
{
    private readonly Lock _gate = new();
    private readonly Versions<RunData> _versions = new(repository.Time);

    public RunData Data { get; private set; } = data;

    public Repository Repository { get; } = repository;

    public RunData Update(Func<RunData, RunData> change)
    {
        lock (_gate)
        {
            var next = change(Data);
            if (Repository.Exists)
            {
                JsonFile.Write(FileOf(Repository, next.Id), next);
            }

            _versions.Add(next, Data);
            return Data = next;
        }
    }

    public JobData UpdateJob(long id, Func<JobData, JobData> change) =>
        Update(run => run with { Jobs = [.. run.Jobs.Select(job => job.Id == id ? change(job) : job)] })
            .Jobs.First(job => job.Id == id);

    /// <summary>The run as a lagging replica shows it; null when it was not there yet.</summary>
    public Run? AsOf(TimeSpan lag) => _versions.AsOf(lag, Data) is { } then ? new Run(Repository, then) : null;

    public string LogOf(long jobId) =>
        Path.Combine(FolderOf(Repository), FormattableString.Invariant($"{Data.Id}-{jobId}.log"));

    public static string FolderOf(Repository repository) => Path.Combine(repository.Folder, "runs");

    private static string FileOf(Repository repository, long id) =>
        Path.Combine(FolderOf(repository), FormattableString.Invariant($"{id}.json"));
}
