using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Platform.Local.Forge.State;

/// <summary>All owners and repositories, held in memory and on disk under the data folder.</summary>
internal sealed class ForgeStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Repository> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<long, Repository> _byId = new();
    private readonly ConcurrentDictionary<string, Owner> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly DeletedRepositories _deleted;
    private readonly TimeProvider _time;

    public ForgeStore(ForgeOptions options, TimeProvider time)
    {
        Root = Path.GetFullPath(options.DataDirectory);
        _time = time;
        _deleted = new(time);
        Directory.CreateDirectory(Path.Combine(Root, "repositories"));
        Directory.CreateDirectory(Path.Combine(Root, "owners"));
        Ids = new IdSequence(Path.Combine(Root, "ids.json"));
        foreach (var folder in Directory.GetDirectories(Path.Combine(Root, "repositories")))
        {
            Add(folder);
        }

        foreach (var file in Directory.GetFiles(Path.Combine(Root, "owners"), "*.json"))
        {
            var data = JsonFile.Read<OwnerData>(file);
            _owners[data.Login] = new Owner(file, data);
        }
    }

    /// <summary>Of any repository.</summary>
    public event Action<Repository, RepositoryData, RepositoryData>? Changed;

    public string Root { get; }

    public IdSequence Ids { get; }

    public IEnumerable<Repository> Repositories => _byId.Values.OrderBy(repository => repository.Id);

    public Repository? Find(string owner, string name) => _byName.GetValueOrDefault($"{owner}/{name}");

    /// <summary>What a replica shows that lags behind: it may not have the repository yet, or have it still.</summary>
    public Repository? FindAsOf(string owner, string name, TimeSpan lag) =>
        Find(owner, name)?.AsOf(lag) ?? _deleted.Find($"{owner}/{name}", lag)?.AsOf(lag);

    public Repository? Find(long id) => _byId.GetValueOrDefault(id);

    public IEnumerable<Owner> Owners => _owners.Values;

    public IReadOnlyList<Repository> OwnedBy(string owner) =>
        [
            .. Repositories.Where(repository =>
                string.Equals(repository.Data.Owner, owner, StringComparison.OrdinalIgnoreCase)),
        ];

    /// <summary>The account of that login; the first use makes it.</summary>
    public Owner Owner(string login, string type = "Organization") =>
        _owners.GetOrAdd(
            login,
            name =>
            {
                var owner = new Owner(
                    Path.Combine(Root, "owners", $"{name.ToLowerInvariant()}.json"),
                    new OwnerData(Ids.Next(), name, type, _time.GetUtcNow()));
                owner.Update(data => data);
                return owner;
            });

    /// <summary>Gives null when the name is taken.</summary>
    public Repository? Create(RepositoryData data)
    {
        lock (_gate)
        {
            return Find(data.Owner, data.Name) is null ? Register(Repository.Create(FolderOf(data.Id), data, _time)) : null;
        }
    }

    /// <summary>False when the new name is taken.</summary>
    public bool Rename(Repository repository, string name) => Move(repository, repository.Data.Owner, name);

    /// <summary>False when the new name is taken there.</summary>
    public bool Move(Repository repository, string owner, string name)
    {
        lock (_gate)
        {
            var old = repository.Data.FullName;
            if (Find(owner, name) is { } other && other != repository)
            {
                return false;
            }

            repository.Update(data => data with { Owner = owner, Name = name, FormerNames = [.. Former(data), old] });
            _byName.TryRemove(old, out _);
            _byName[$"{owner}/{name}"] = repository;
            return true;
        }
    }

    /// <summary>The repository that had the name last, when nobody has it now.</summary>
    public Repository? FindFormer(string owner, string name) =>
        Repositories.LastOrDefault(
            repository => Former(repository.Data).Contains($"{owner}/{name}", StringComparer.OrdinalIgnoreCase));

    public void Delete(Repository repository)
    {
        lock (_gate)
        {
            _byName.TryRemove(repository.Data.FullName, out _);
            _byId.TryRemove(repository.Id, out _);
            _deleted.Add(repository);
            repository.Delete();
        }
    }

    public void Dispose()
    {
        foreach (var repository in _byId.Values)
        {
            repository.Dispose();
        }
    }

    // Written before there were any, the list is not there.
    private static ImmutableArray<string> Former(RepositoryData data) =>
        data.FormerNames.IsDefault ? [] : data.FormerNames;

    private void Add(string folder)
    {
        if (Repository.Load(folder, _time) is { } repository)
        {
            Register(repository);
        }
        else
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Repository Register(Repository repository)
    {
        repository.Changed = (changed, before, after) => Changed?.Invoke(changed, before, after);
        _byId[repository.Id] = repository;
        _byName[repository.Data.FullName] = repository;
        return repository;
    }

    private string FolderOf(long id) =>
        Path.Combine(Root, "repositories", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
