using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.Fetching;

/// <summary>
/// Finds what a <c>url</c> of a step names: files of the template by a relative path, files of other repositories of the
/// platform's GitHub by their address. Those are stored first, so that later turns and repeats see the same.
/// </summary>
/// <param name="folders">Null where nothing outside the template is read.</param>
public sealed class FetchSources(IContentStore contents, IRepositoryFolders? folders = null, ICallIdentity? identity = null)
{
    internal async Task<Result<FetchedFolder>> FindAsync(
        ScaffoldTask task, ActionCall call, string url, CancellationToken cancellationToken)
    {
        if (!SkeletonFolder.IsAddress(url, out var address) || folders is null)
        {
            var source = await contents.LoadAsync(task.Spec.Source, cancellationToken);
            var local = SkeletonFolder.Find(source, url, task.Spec.Folder);
            return local.IsOk
                ? new FetchedFolder(task.Spec.Source, local.Value)
                : Result<FetchedFolder>.Failed(local.Problems);
        }

        var read = await ReadAsync(task, call, address, cancellationToken);
        if (!read.IsOk)
        {
            return Result<FetchedFolder>.Failed(read.Problems);
        }

        var (path, files) = read.Value;
        return files.Files is [var only] && only.Path == path
            ? new Problem(SkeletonFolder.Missing, "The address is that of a file.", "url", Expected: "the address of a folder")
            : new FetchedFolder(
                await contents.SaveAsync(files, cancellationToken),
                new SkeletonFolder(path.Length == 0 ? string.Empty : $"{path}/", files.Files));
    }

    internal async Task<Result<WorkspaceFile>> FindFileAsync(
        ScaffoldTask task, ActionCall call, string url, CancellationToken cancellationToken)
    {
        if (!SkeletonFolder.IsAddress(url, out var address) || folders is null)
        {
            return SkeletonFolder.FindFile(
                await contents.LoadAsync(task.Spec.Source, cancellationToken), url, task.Spec.Folder);
        }

        var read = await ReadAsync(task, call, address, cancellationToken);
        return !read.IsOk ? Result<WorkspaceFile>.Failed(read.Problems)
            : read.Value.Files.Files.FirstOrDefault(file => file.Path == read.Value.Path) is { } found ? found
            : new Problem(SkeletonFolder.Missing, "The address is that of a folder.", "url", Expected: "the address of a file");
    }

    private async Task<Result<(string Path, WorkspaceManifest Files)>> ReadAsync(
        ScaffoldTask task, ActionCall call, Uri address, CancellationToken cancellationToken)
    {
        var token = TokenInput.Of(task, call);
        if (!token.IsOk)
        {
            return Result<(string, WorkspaceManifest)>.Failed(token.Problems);
        }

        identity?.ActFor(task.Id.Value, token.Value.Token);
        var folder = await folders!.ReadAsync(address, cancellationToken);
        if (!folder.IsOk)
        {
            return Result<(string, WorkspaceManifest)>.Failed(folder.Problems);
        }

        var unsafePaths = folder.Value.Files.Where(file => !WorkspacePath.IsSafe(file.Path)).Select(file => new Problem(
            "path-unsafe", $"The file '{file.Path}' can't be used.", "url", file.Path, WorkspacePath.Requirements)).ToList();
        return unsafePaths.Count > 0
            ? Result<(string, WorkspaceManifest)>.Failed(unsafePaths)
            : Result<(string, WorkspaceManifest)>.Ok((
                folder.Value.Path,
                new WorkspaceManifest(await contents.WriteAsync(folder.Value.Files, cancellationToken))));
    }
}

/// <param name="Manifest">Where its files are listed.</param>
internal sealed record FetchedFolder(string Manifest, SkeletonFolder Folder);
