using Platform.Core.Drift.Content;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Collection;

/// <param name="Content">Null when it is as it was.</param>
public sealed record SeenContent(RepositoryContent? Content, string? HeadTag);

/// <summary>
/// Reads what a commit holds: the branch's head (one call, and none of the limit when it has not moved), the list of files, and
/// the texts that rules ask about; many of a small repository at once by its archive.
/// </summary>
public sealed class ContentCollection(IRepositoryReading reading, ContentReading contents, CollectionLimits limits)
{
    public async Task<Result<SeenContent>> SeeAsync(
        RepositoryName repository,
        string branch,
        string? knownTag,
        string? knownHead,
        GoldenPath path,
        CancellationToken cancellationToken)
    {
        var head = await reading.HeadAsync(repository, branch, knownHead is null ? null : knownTag, cancellationToken);
        if (!head.IsOk)
        {
            // A repository without a commit has no files for certain.
            return IsEmpty(head.Problems[0])
                ? new SeenContent(contents.Read(string.Empty, [], new Dictionary<string, string>(), true, path), null)
                : Result<SeenContent>.Failed(head.Problems);
        }

        if (head.Value.NotModified || head.Value.Sha == knownHead)
        {
            return new SeenContent(null, head.Value.Tag);
        }

        var content = await ReadAsync(repository, head.Value.Sha, path, cancellationToken);
        return content.IsOk
            ? new SeenContent(content.Value, head.Value.Tag)
            : Result<SeenContent>.Failed(content.Problems);
    }

    public async Task<Result<RepositoryContent>> ReadAsync(
        RepositoryName repository, string commit, GoldenPath path, CancellationToken cancellationToken)
    {
        var tree = await reading.TreeAsync(repository, commit, null, cancellationToken);
        if (!tree.IsOk)
        {
            return Result<RepositoryContent>.Failed(tree.Problems);
        }

        List<TreeFile> wanted = [.. tree.Value.Files.Where(file => contents.Wants(file.Path))];
        var texts = await ArchivedAsync(repository, commit, tree.Value.Files, wanted, cancellationToken);
        var complete = true;
        foreach (var file in wanted.Where(file => !texts.ContainsKey(file.Path)))
        {
            var text = await reading.BlobAsync(repository, file.Sha, cancellationToken);
            if (text.IsOk)
            {
                texts[file.Path] = text.Value;
            }
            else
            {
                complete = false;
            }
        }

        return contents.Read(commit, tree.Value.Files, texts, complete, path);
    }

    private async Task<Dictionary<string, string>> ArchivedAsync(
        RepositoryName repository,
        string commit,
        IReadOnlyList<TreeFile> files,
        List<TreeFile> wanted,
        CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (wanted.Count < limits.ArchiveFrom || files.Sum(file => file.Size) > limits.ArchiveKilobytes * 1024)
        {
            return texts;
        }

        var bySha = wanted.ToDictionary(file => file.Path, file => file.Sha, StringComparer.Ordinal);
        var archive = await reading.ArchiveAsync(repository, commit, bySha.ContainsKey, cancellationToken);
        foreach (var file in archive.Value?.Files ?? [])
        {
            // Archives may hold other bytes than the commit, where attributes of git say so.
            if (bySha.TryGetValue(file.Path, out var sha) && sha == file.Sha)
            {
                texts[file.Path] = file.Text;
            }
        }

        return texts;
    }

    private static bool IsEmpty(Problem problem) => problem.Code == ReadingProblems.RepositoryEmpty;
}
