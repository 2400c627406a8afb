using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>
/// All files of a commit in one call. GitHub cuts answers off at 100,000 entries or 7 MB; then each folder is asked for by
/// itself, and again its folders where that is still too much.
/// </summary>
internal sealed class TreeReader(ReadCalls calls)
{
    private const string Folder = "tree";
    private const string File = "blob";
    private const string Link = "120000";

    // A repository that needs more has millions of files; nobody may spend the hour's calls of everybody on it.
    private const int MostCalls = 300;

    public async Task<Result<RepositoryTree>> ReadAsync(
        RepositoryName repository, string reference, string? knownTag, CancellationToken cancellationToken)
    {
        var whole = await AskAsync(repository, reference, recursive: true, knownTag, cancellationToken);
        if (!whole.IsOk)
        {
            return Result<RepositoryTree>.Failed(whole.Problems);
        }

        if (whole.Value.NotModified)
        {
            return RepositoryTree.Unchanged(knownTag!);
        }

        if (whole.Value.Body is not { } tree)
        {
            return NotThere(repository, reference);
        }

        if (!tree.Truncated)
        {
            return new RepositoryTree(FilesOf(tree, string.Empty), whole.Value.Tag);
        }

        var files = await CompleteAsync(repository, tree.Sha, cancellationToken);
        return files.IsOk ? new RepositoryTree(files.Value, whole.Value.Tag) : Result<RepositoryTree>.Failed(files.Problems);
    }

    private async Task<Result<IReadOnlyList<TreeFile>>> CompleteAsync(
        RepositoryName repository, string root, CancellationToken cancellationToken)
    {
        var files = new List<TreeFile>();
        var cut = new Queue<(string Sha, string Prefix)>([(root, string.Empty)]);
        var asked = 0;
        while (cut.TryDequeue(out var folder))
        {
            var direct = await FolderAsync(repository, folder.Sha, recursive: false, cancellationToken);
            if (!direct.IsOk)
            {
                return Result<IReadOnlyList<TreeFile>>.Failed(direct.Problems);
            }

            files.AddRange(FilesOf(direct.Value, folder.Prefix));
            foreach (var below in direct.Value.Tree.Where(entry => entry.Type == Folder))
            {
                if (++asked > MostCalls)
                {
                    return new Problem(
                        GitHubProblems.TreeTooLarge, $"{repository} has too many files to be listed.", "repository",
                        repository.ToString());
                }

                var whole = await FolderAsync(repository, below.Sha, recursive: true, cancellationToken);
                if (!whole.IsOk)
                {
                    return Result<IReadOnlyList<TreeFile>>.Failed(whole.Problems);
                }

                var prefix = $"{folder.Prefix}{below.Path}/";
                if (whole.Value.Truncated)
                {
                    cut.Enqueue((below.Sha, prefix));
                }
                else
                {
                    files.AddRange(FilesOf(whole.Value, prefix));
                }
            }
        }

        return files;
    }

    private async Task<Result<WireTree>> FolderAsync(
        RepositoryName repository, string sha, bool recursive, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(repository, sha, recursive, null, cancellationToken);
        return !answer.IsOk ? Result<WireTree>.Failed(answer.Problems)
            : answer.Value.Body is { } tree ? tree
            : NotThere(repository, sha);
    }

    private Task<Result<ReadAnswer<WireTree>>> AskAsync(
        RepositoryName repository, string reference, bool recursive, string? knownTag, CancellationToken cancellationToken) =>
        calls.GetAsync<WireTree>(
            new CallContext($"list the files of {reference}", repository),
            GitHubRoutes.Tree(repository, reference, recursive),
            knownTag,
            cancellationToken);

    private static IReadOnlyList<TreeFile> FilesOf(WireTree tree, string prefix) =>
    [
        .. tree.Tree
            .Where(entry => entry.Type == File && entry.Mode != Link)
            .Select(entry => new TreeFile(prefix + entry.Path, entry.Sha, entry.Size)),
    ];

    private static Problem NotThere(RepositoryName repository, string reference) => new(
        ReadingProblems.BranchMissing, $"{repository} has no commit or branch {reference}.", "branch", reference);
}
