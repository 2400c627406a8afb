using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>
/// What differs between two commits. GitHub compares the second with the youngest common ancestor of both, so after a forced push
/// the way back to that ancestor has to be asked for, too.
/// </summary>
internal sealed class CommitComparison(ReadCalls calls)
{
    // GitHub lists no more files than this in a comparison, and does not say whether it left any out.
    private const int MostFiles = 300;

    public async Task<Result<CommitDifference>> CompareAsync(
        RepositoryName repository, string from, string to, CancellationToken cancellationToken)
    {
        var there = await AskAsync(repository, from, to, cancellationToken);
        if (!there.IsOk || there.Value.Status is "ahead" or "identical")
        {
            return there.IsOk
                ? new CommitDifference([.. Changes(there.Value)], IsForward: true)
                : Result<CommitDifference>.Failed(there.Problems);
        }

        var back = await AskAsync(repository, to, from, cancellationToken);
        return back.IsOk
            ? new CommitDifference(Overlay(Changes(back.Value).SelectMany(Undone), Changes(there.Value)), IsForward: false)
            : Result<CommitDifference>.Failed(back.Problems);
    }

    private async Task<Result<WireComparison>> AskAsync(
        RepositoryName repository, string from, string to, CancellationToken cancellationToken)
    {
        var context = new CallContext($"compare {from} with {to}", repository);
        try
        {
            var answer = await calls.GetAsync<WireComparison>(
                context, GitHubRoutes.Comparison(repository, from, to), null, cancellationToken);
            return answer is { IsOk: true, Value.Body: { } body } && (body.Files?.Count ?? 0) < MostFiles
                ? body
                : Uncomparable(repository, from, to);
        }
        catch (TransientSourceControlException passing) when (passing.Code == GitHubProblems.Unavailable)
        {
            // GitHub's word for a difference that takes it too long, too.
            return Uncomparable(repository, from, to);
        }
    }

    private static IEnumerable<ChangedPath> Changes(WireComparison comparison) =>
        (comparison.Files ?? []).Select(file => file.Status switch
        {
            "added" or "copied" => new ChangedPath(file.Filename, PathChange.Added),
            "removed" => new(file.Filename, PathChange.Removed),
            "renamed" => new(file.Filename, PathChange.Renamed, file.PreviousFilename),
            _ => new(file.Filename, PathChange.Modified),
        });

    private static IEnumerable<ChangedPath> Undone(ChangedPath change) => change.Change switch
    {
        PathChange.Added => [new(change.Path, PathChange.Removed)],
        PathChange.Removed => [new(change.Path, PathChange.Added)],
        PathChange.Renamed => [new(change.FormerPath!, PathChange.Added), new(change.Path, PathChange.Removed)],
        _ => [change],
    };

    private static IReadOnlyList<ChangedPath> Overlay(IEnumerable<ChangedPath> below, IEnumerable<ChangedPath> above)
    {
        var changes = below.ToDictionary(change => change.Path, StringComparer.Ordinal);
        foreach (var change in above)
        {
            changes[change.Path] = change;
            if (change.FormerPath is { } former)
            {
                changes.Remove(former);
            }
        }

        return [.. changes.Values];
    }

    private static Problem Uncomparable(RepositoryName repository, string from, string to) => new(
        ReadingProblems.Uncomparable, $"{repository}: what differs between {from} and {to} is not known.", "repository",
        repository.ToString());
}
