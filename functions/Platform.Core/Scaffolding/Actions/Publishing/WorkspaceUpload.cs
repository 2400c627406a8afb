using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// The files of a workspace's folder on their way into a commit: text travels inside it, the rest is uploaded before, some at a
/// time.
/// </summary>
/// <param name="from">Folder of the workspace, with its trailing slash; empty for all of it.</param>
/// <param name="to">Folder of the repository, likewise.</param>
internal sealed class WorkspaceUpload(IContentStore contents, string from, string to = "", bool honoursIgnore = false)
{
    /// <summary>A file that can't travel as text is one call of some 100 ms; 25 keep a turn within seconds.</summary>
    private const int FilesPerUpload = 25;

    public static IEnumerable<int> PartsOf(int files) => Enumerable.Range(0, (files + FilesPerUpload - 1) / FilesPerUpload);

    public async Task<IReadOnlyList<WorkspaceFile>> FilesAsync(string? workspace, CancellationToken cancellationToken)
    {
        var manifest = workspace is null ? WorkspaceManifest.Empty : await contents.LoadAsync(workspace, cancellationToken);
        List<WorkspaceFile> files = [.. manifest.Files.Where(file => file.Path.StartsWith(from, StringComparison.Ordinal))];
        var ignoring = honoursIgnore ? files.Where(file => Path.GetFileName(file.Path) == IgnoreRules.FileName).ToList() : [];
        if (ignoring.Count == 0)
        {
            return files;
        }

        var texts = await contents.ReadAsync(ignoring, cancellationToken);
        var rules = new IgnoreRules(texts.Select(body =>
            (body.Path[from.Length..], System.Text.Encoding.UTF8.GetString(body.Content.Span))));
        return [.. files.Where(file => !rules.IsIgnored(file.Path[from.Length..]))];
    }

    /// <returns>The SHAs of the part's files that can't travel as text, by path.</returns>
    public async Task<Result<Dictionary<string, string>>> UploadAsync(
        string workspace,
        int part,
        Func<ReadOnlyMemory<byte>, Task<Result<string>>> upload,
        CancellationToken cancellationToken)
    {
        var files = await FilesAsync(workspace, cancellationToken);
        var bodies = await contents.ReadAsync(
            [.. files.Skip(part * FilesPerUpload).Take(FilesPerUpload)], cancellationToken);
        var uploaded = new Dictionary<string, string>();
        foreach (var body in bodies.Where(body => !InlineText.TryDecode(body.Content.Span, out _)))
        {
            var sha = await upload(body.Content);
            if (!sha.IsOk)
            {
                return Result<Dictionary<string, string>>.Failed(sha.Problems);
            }

            uploaded[body.Path] = sha.Value;
        }

        return uploaded;
    }

    /// <param name="uploaded">All parts together.</param>
    public async Task<IReadOnlyList<CommitEntry>> EntriesAsync(
        string? workspace, IReadOnlyDictionary<string, string> uploaded, CancellationToken cancellationToken)
    {
        var files = await FilesAsync(workspace, cancellationToken);
        var bodies = files.Count == 0 ? [] : await contents.ReadAsync(files, cancellationToken);
        return
        [
            .. bodies.Select(body => uploaded.TryGetValue(body.Path, out var sha) ? CommitEntry.Blob(PathOf(body), body.Mode, sha)
                : InlineText.TryDecode(body.Content.Span, out var text) ? CommitEntry.Inline(PathOf(body), body.Mode, text)
                : throw new InvalidOperationException($"{body.Path} was not uploaded.")),
        ];
    }

    private string PathOf(WorkspaceBody body) => to + body.Path[from.Length..];
}
