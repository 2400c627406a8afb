using Platform.Local.Forge.Git;

namespace Platform.Local.Forge.State;

/// <summary>
/// A repository that lives in <c>repositories/&lt;id&gt;</c>: <c>repository.json</c>, the bare repository <c>git</c>, <c>runs</c>
/// and <c>deliveries</c>. A change is on disk before anybody sees it.
/// </summary>
internal sealed class Repository(string folder, RepositoryData data, BareRepository git, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Versions<RepositoryData> _versions = new(time);

    public RepositoryData Data { get; private set; } = data;

    public BareRepository Git { get; } = git;

    public string Folder { get; } = folder;

    public TimeProvider Time { get; } = time;

    public long Id => Data.Id;

    /// <value>Set for what a replica shows that lags so far behind; such a repository is only read.</value>
    public TimeSpan? Lag { get; private init; }

    /// <summary>Held while references change, by the API or by a push.</summary>
    public SemaphoreSlim RefGate { get; } = new(1, 1);

    /// <value>Is told of every change, with what was before it.</value>
    public Action<Repository, RepositoryData, RepositoryData>? Changed { get; set; }

    public RepositoryData Update(Func<RepositoryData, RepositoryData> change)
    {
        RepositoryData before, next;
        lock (_gate)
        {
            (before, next) = (Data, change(Data));
            JsonFile.Write(FilePath(Folder), next);
            _versions.Add(next, Data);
            Data = next;
        }

        Changed?.Invoke(this, before, next);
        return next;
    }

    /// <value>False once it was deleted: nothing may be written below its folder then.</value>
    public bool Exists => File.Exists(FilePath(Folder));

    public static Repository Create(string folder, RepositoryData data, TimeProvider time)
    {
        var git = BareRepository.Create(Path.Combine(folder, "git"), data.DefaultBranch, time);
        JsonFile.Write(FilePath(folder), data);
        var repository = new Repository(folder, data, git, time);
        repository._versions.Add(data, null);
        return repository;
    }

    /// <summary>Gives null for the remains of a creation or deletion that was cut short.</summary>
    public static Repository? Load(string folder, TimeProvider time) =>
        File.Exists(FilePath(folder))
            ? new Repository(
                folder,
                JsonFile.Read<RepositoryData>(FilePath(folder)),
                new BareRepository(Path.Combine(folder, "git"), time),
                time)
            : null;

    /// <summary>The repository as it was; null when it was not there yet. Git objects don't lag, references do.</summary>
    public Repository? AsOf(TimeSpan lag) =>
        _versions.AsOf(lag, Data) is { } then ? new Repository(Folder, then, Git.AsOf(lag), Time) { Lag = lag } : null;

    public void Delete()
    {
        File.Delete(FilePath(Folder));
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A job is still writing its log; without repository.json the folder is dead and the next start clears it.
        }
    }

    public void Dispose() => RefGate.Dispose();

    private static string FilePath(string folder) => Path.Combine(folder, "repository.json");
}
