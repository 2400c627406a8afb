using System.Text;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Files;

/// <summary>Writes a workspace to disk.</summary>
public static class WorkspaceFolder
{
    /// <summary>Into a folder that has none of the files yet. Links come last, so that nothing is written through one.</summary>
    public static async Task WriteAsync(
        IContentStore contents, WorkspaceManifest workspace, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var bodies = await contents.ReadAsync(workspace.Files, cancellationToken);
        foreach (var body in bodies.OrderBy(body => body.Mode == WorkspacePath.LinkMode))
        {
            var path = Path.Combine(folder, body.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (body.Mode == WorkspacePath.LinkMode)
            {
                File.CreateSymbolicLink(path, Encoding.UTF8.GetString(body.Content.Span));
                continue;
            }

            await File.WriteAllBytesAsync(path, body.Content, cancellationToken);
            if (body.Mode == "100755" && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherExecute);
            }
        }
    }
}
