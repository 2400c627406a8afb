using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.SourceControl;

/// <summary>Reads whole folders of other repositories, with the credentials of whoever asks.</summary>
public interface IRepositoryFolders
{
    /// <param name="url">As the host shows it: of a repository, or of a folder or file on one of its branches.</param>
    /// <returns>A problem for an address of another host, for nothing there, and for too much.</returns>
    /// <exception cref="TransientSourceControlException">It may go better later.</exception>
    Task<Result<RepositoryFolder>> ReadAsync(Uri url, CancellationToken cancellationToken);
}

/// <param name="Path">Of the folder or file, from the root; empty for the root.</param>
/// <param name="Files">By their paths from the root; the one at <paramref name="Path"/> itself when that is a file.</param>
public sealed record RepositoryFolder(string Path, IReadOnlyList<WorkspaceBody> Files);
