using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.TestKit.Catalog;

/// <summary>Repositories of a host whose pages are at https://github.com; contents are addressed by hash.</summary>
public sealed class MemoryRepositories : IRepositoryReading
{
    private readonly Dictionary<(string Repository, string Branch), Dictionary<string, string>> _files = [];
    private readonly Dictionary<string, string> _blobs = [];

    /// <value>What was asked, for example <c>tree acme/orders main</c>.</value>
    public List<string> Calls { get; } = [];

    /// <value>Calls that fail; they may pass later.</value>
    public HashSet<string> Failing { get; } = [];

    /// <value>What pages say, of those that say something; the listing's part is filled in.</value>
    public Dictionary<string, RepositoryProfile> Profiles { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string this[string repository, string path, string branch = "main"]
    {
        set
        {
            if (!_files.TryGetValue((repository, branch), out var files))
            {
                _files[(repository, branch)] = files = [];
            }

            files[path] = value;
            _blobs[ContentHash.Of(value)] = value;
        }
    }

    /// <summary>The commit that every repository's branch of that name is at.</summary>
    public static string HeadOf(string branch) => ContentHash.Of(branch)[..40];

    public void Remove(string repository, string path, string branch = "main") => _files[(repository, branch)].Remove(path);

    public void Delete(string repository)
    {
        foreach (var branch in _files.Keys.Where(key => key.Repository == repository).ToList())
        {
            _files.Remove(branch);
        }
    }

    public Task<RepositoryListing> ListAsync(string organization, CancellationToken cancellationToken) =>
        Task.FromResult(new RepositoryListing(organization, true, [.. _files.Keys.Select(key => key.Repository).Distinct()
            .Where(name => RepositoryName.Parse(name).Owner == organization).Select(Listed)]));

    public Task<Result<IReadOnlyList<string>>> BranchesAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IReadOnlyList<string>>.Ok(
            [.. _files.Keys.Where(key => RepositoryName.Parse(key.Repository) == repository).Select(key => key.Branch)]));

    public Task<Result<ListedRepository>> FindAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        Call($"find {repository}");
        return Task.FromResult<Result<ListedRepository>>(
            _files.Keys.FirstOrDefault(key => RepositoryName.Parse(key.Repository) == repository).Repository is { } name
                ? Listed(name)
                : new Problem(ReadingProblems.RepositoryNotFound, $"There is no repository {repository}."));
    }

    public async Task<Result<RepositoryProfile>> ProfileAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var found = await FindAsync(repository, cancellationToken);
        return found.Value is { } listed
            ? Profiles.GetValueOrDefault($"{repository}", new(listed, null, null, [], IsTemplate: false)) with { Listed = listed }
            : Result<RepositoryProfile>.Failed(found.Problems);
    }

    public Task<Result<BranchHead>> HeadAsync(
        RepositoryName repository, string branch, string? knownTag, CancellationToken cancellationToken) =>
        Task.FromResult<Result<BranchHead>>(_files.ContainsKey(($"{repository}", branch))
            ? new BranchHead(HeadOf(branch), null)
            : new Problem(ReadingProblems.BranchMissing, $"{repository} has no branch {branch}."));

    public Task<Result<RepositoryTree>> TreeAsync(
        RepositoryName repository, string reference, string? knownTag, CancellationToken cancellationToken)
    {
        Call($"tree {repository} {reference}");
        return Task.FromResult<Result<RepositoryTree>>(_files.TryGetValue(($"{repository}", BranchOf(reference)), out var files)
            ? new RepositoryTree(
                [.. files.Select(file => new TreeFile(file.Key, ContentHash.Of(file.Value), file.Value.Length))], null)
            : new Problem(ReadingProblems.BranchMissing, $"{repository} has no commit or branch {reference}."));
    }

    public Task<Result<FileReading>> FileAsync(
        RepositoryName repository, string path, string reference, string? knownTag, CancellationToken cancellationToken)
    {
        Call($"file {repository} {reference} {path}");
        if (!_files.TryGetValue(($"{repository}", BranchOf(reference)), out var files) || !files.TryGetValue(path, out var text))
        {
            return Task.FromResult<Result<FileReading>>(new Problem(ReadingProblems.FileNotFound, $"There is no file {path}."));
        }

        var sha = ContentHash.Of(text);
        return Task.FromResult<Result<FileReading>>(knownTag == "tag-" + sha
            ? FileReading.Unchanged(knownTag)
            : new FileReading(text, sha, "tag-" + sha));
    }

    public Task<Result<string>> BlobAsync(RepositoryName repository, string sha, CancellationToken cancellationToken)
    {
        Call($"blob {repository}");
        return Task.FromResult<Result<string>>(_blobs[sha]);
    }

    public Task<Result<CommitDifference>> CompareAsync(
        RepositoryName repository, string from, string to, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Result<RepositoryArchive>> ArchiveAsync(
        RepositoryName repository, string reference, Func<string, bool> isWanted, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private static string BranchOf(string reference) => reference == "HEAD" || reference == HeadOf("main") ? "main" : reference;

    private static ListedRepository Listed(string name) => new(
        1, RepositoryName.Parse(name), "main", new Uri($"https://github.com/{name}"), false, false, null, 1);

    private void Call(string call)
    {
        lock (Calls)
        {
            Calls.Add(call);
        }

        if (Failing.Contains(call))
        {
            throw new TransientSourceControlException("source-control-unavailable", "503", TimeSpan.FromSeconds(7));
        }
    }
}
