using Platform.Core.Drift.Content;
using Platform.Core.Drift.Facts;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Collection;

/// <param name="Content">Null when it is as it was.</param>
/// <param name="Made">What templates made of it; as <paramref name="Content"/>.</param>
public sealed record SeenContent(RepositoryContent? Content, string? HeadTag, IReadOnlyList<MadeFolder>? Made = null);

/// <summary>
/// Reads what a commit holds: the branch's head (one call, and none of the limit when it has not moved), the list of files, and
/// the texts that rules ask about; many of a small repository at once by its archive.
/// </summary>
public sealed class ContentCollection(
    IRepositoryReading reading, ContentReading contents, MadeReading made, CollectionLimits limits)
{
    public async Task<Result<SeenContent>> SeeAsync(
        RepositoryListed listed,
        string? knownTag,
        string? knownHead,
        GoldenPath path,
        CancellationToken cancellationToken)
    {
        var repository = listed.Name;
        var head = await reading.HeadAsync(
            repository, listed.DefaultBranch, knownHead is null ? null : knownTag, cancellationToken);
        if (!head.IsOk)
        {
            // A repository without a commit has no files for certain.
            return IsEmpty(head.Problems[0])
                ? new SeenContent(contents.Read(string.Empty, [], new Dictionary<string, string>(), true, path), null, [])
                : Result<SeenContent>.Failed(head.Problems);
        }

        if (head.Value.NotModified || head.Value.Sha == knownHead)
        {
            return new SeenContent(null, head.Value.Tag);
        }

        var folders = await made.RecordedAsync(listed, cancellationToken);
        var content = await ReadAsync(repository, head.Value.Sha, path, folders, cancellationToken);
        return content.IsOk
            ? new SeenContent(content.Value, head.Value.Tag, MadeReading.With(folders, content.Value))
            : Result<SeenContent>.Failed(content.Problems);
    }

    /// <param name="folders">That templates made, as far as that is known.</param>
    public async Task<Result<RepositoryContent>> ReadAsync(
        RepositoryName repository,
        string commit,
        GoldenPath path,
        IReadOnlyList<MadeFolder>? folders,
        CancellationToken cancellationToken)
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

        return contents.Read(commit, tree.Value.Files, texts, complete, path, MadeReading.TrackedOf(folders));
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
