using System.Collections.Concurrent;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Locations;

/// <summary>Finds the files that targets name; asks about each repository and tree once.</summary>
internal sealed class LocationFinding(IRepositoryReading repositories, IWebTexts web, string? registered)
{
    private const int LargestText = 1024 * 1024;

    private readonly ConcurrentDictionary<RepositoryName, Lazy<Task<Result<ListedRepository>>>> _repositories = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<Result<RepositoryTree>>>> _trees = [];
    private readonly ConcurrentDictionary<string, bool> _absent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ISet<string>> _listed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<WatchedPath, bool> _watched = [];

    public IReadOnlyList<WatchedPath> Watched =>
        [.. _watched.Keys.OrderBy(path => $"{path.Repository} {path.Branch} {path.Path}", StringComparer.Ordinal)];

    /// <summary>Whether a source was looked for and is not there, in a repository that could be read.</summary>
    public bool IsAbsent(string source) =>
        _absent.ContainsKey(source)
        || (source.StartsWith("github:", StringComparison.Ordinal)
            && source.IndexOf(':', "github:".Length) is var colon and > 0
            && _listed.TryGetValue(source[..colon], out var files) && !files.Contains(source));

    /// <param name="tagOf">The tag of an earlier answer that may still hold, by source.</param>
    public async Task<Result<IReadOnlyList<LocationFile>>> FindAsync(
        PendingTarget pending, Func<string, string?> tagOf, CancellationToken cancellationToken)
    {
        if (pending.Target.Address.Url is { } url)
        {
            return await OnWebAsync(pending, url, tagOf, cancellationToken);
        }

        var named = pending.Target.Address.Repository!;
        var repository = await _repositories.GetOrAdd(
            named.Repository, name => new(() => repositories.FindAsync(name, cancellationToken))).Value;
        if (!repository.IsOk)
        {
            return Unreadable(pending, repository.Problems);
        }

        IReadOnlyList<Problem> first = [];
        var hasTree = false;
        foreach (var candidate in named.Candidates)
        {
            Watch(repository.Value, candidate);
            var found = candidate.IsGlob
                ? await InTreeAsync(pending, repository.Value, candidate, cancellationToken)
                : await FileAsync(pending, repository.Value, candidate, tagOf, cancellationToken);
            if (found is { IsOk: true, Value.Count: > 0 })
            {
                return found;
            }

            first = first is [] ? found.Problems : first;
            hasTree |= found.IsOk;
        }

        return hasTree ? NoMatch(pending) : Unreadable(pending, first);
    }

    private async Task<Result<IReadOnlyList<LocationFile>>> InTreeAsync(
        PendingTarget pending, ListedRepository repository, RepositoryPath candidate, CancellationToken cancellationToken)
    {
        var tree = await _trees.GetOrAdd($"{repository.Name}@{candidate.Reference}", _ => new(() => repositories.TreeAsync(
            repository.Name, candidate.Reference, knownTag: null, cancellationToken))).Value;
        if (!tree.IsOk)
        {
            return Result<IReadOnlyList<LocationFile>>.Failed(tree.Problems);
        }

        var whole = LocationFile.DescriptorOf(repository, candidate.Reference, string.Empty, registered).Source;
        _listed.TryAdd(whole[..^1], tree.Value.Files.Select(file => whole + file.Path).ToHashSet(StringComparer.Ordinal));
        var glob = GlobPattern.Parse(candidate.Path);
        var seesHidden = HasHidden(candidate.Path);
        return Result<IReadOnlyList<LocationFile>>.Ok([.. tree.Value.Files
            .Where(file => glob.IsMatch(file.Path) && (seesHidden || !HasHidden(file.Path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new LocationFile(
                LocationFile.DescriptorOf(repository, candidate.Reference, file.Path, registered), pending)
            {
                Tree = file,
                ContentTag = file.Sha,
            })]);
    }

    private async Task<Result<IReadOnlyList<LocationFile>>> FileAsync(
        PendingTarget pending,
        ListedRepository repository,
        RepositoryPath candidate,
        Func<string, string?> tagOf,
        CancellationToken cancellationToken)
    {
        var descriptor = LocationFile.DescriptorOf(repository, candidate.Reference, candidate.Path, registered);
        var read = await repositories.FileAsync(
            repository.Name, candidate.Path, descriptor.File!.Branch, tagOf(descriptor.Source), cancellationToken);
        NoteAbsence(descriptor, read.Problems);
        return read.IsOk
            ? Result<IReadOnlyList<LocationFile>>.Ok([new(descriptor, pending)
            {
                Text = read.Value.Text,
                ContentTag = read.Value.Sha,
                AnswerTag = read.Value.Tag,
                NotModified = read.Value.NotModified,
            }])
            : Result<IReadOnlyList<LocationFile>>.Failed(read.Problems);
    }

    private async Task<Result<IReadOnlyList<LocationFile>>> OnWebAsync(
        PendingTarget pending, Uri url, Func<string, string?> tagOf, CancellationToken cancellationToken)
    {
        var descriptor = LocationFile.DescriptorOf(url, registered);
        var read = await web.ReadAsync(url, tagOf(descriptor.Source), LargestText, cancellationToken);
        NoteAbsence(descriptor, read.Problems);
        return read.IsOk
            ? Result<IReadOnlyList<LocationFile>>.Ok([new(descriptor, pending)
            {
                Text = read.Value.Text,
                ContentTag = read.Value.Tag,
                AnswerTag = read.Value.Tag,
                NotModified = read.Value.NotModified,
            }])
            : Unreadable(pending, read.Problems);
    }

    private void NoteAbsence(Descriptor descriptor, IReadOnlyList<Problem> problems)
    {
        if (problems is [{ Code: ReadingProblems.FileNotFound }])
        {
            _absent.TryAdd(descriptor.Source, true);
        }
    }

    private void Watch(ListedRepository repository, RepositoryPath candidate) => _watched.TryAdd(
        new(
            repository.Name.ToString().ToLowerInvariant(),
            candidate.Reference == "HEAD" ? repository.DefaultBranch : candidate.Reference,
            candidate.Path),
        true);

    /// <summary>As in Backstage, wildcards don't match names that start with a dot.</summary>
    private static bool HasHidden(string path) => path.StartsWith('.') || path.Contains("/.", StringComparison.Ordinal);

    private static Result<IReadOnlyList<LocationFile>> NoMatch(PendingTarget pending) => pending.Target.Problem(
        LocationCodes.NoMatch,
        $"No file matches '{pending.Target.Written}'.",
        "a glob that matches a file, or a location whose presence is optional");

    private static Result<IReadOnlyList<LocationFile>> Unreadable(PendingTarget pending, IReadOnlyList<Problem> reasons) =>
        pending.Target.Problem(
            reasons is [{ Code: ReadingProblems.FileNotFound }] ? LocationCodes.NoMatch : LocationCodes.Unreadable,
            $"'{pending.Target.Written}' can't be read: {reasons[0].Message}",
            "a file that is there");
}
