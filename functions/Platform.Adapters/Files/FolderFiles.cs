using System.IO.Enumeration;
using System.Text;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Files;

/// <summary>
/// The files of a folder as a workspace has them. Links are files of their own and are never followed, wherever they lead; what
/// git keeps of itself is left out.
/// </summary>
internal static class FolderFiles
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
    };

    /// <summary>In ordinal order of their paths.</summary>
    public static IReadOnlyList<FileInfo> In(string folder) =>
        [.. new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToFullPath(), Everything)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = (ref entry) => !IsLink(ref entry) && !entry.FileName.SequenceEqual(".git"),
        }.Order(StringComparer.Ordinal).Select(path => new FileInfo(path))];

    public static async Task<WorkspaceBody> ReadAsync(string root, FileInfo file, CancellationToken cancellationToken)
    {
        var path = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
        return file.LinkTarget is { } target
            ? new(path, "120000", Encoding.UTF8.GetBytes(target))
            : new(path, ModeOf(file), await File.ReadAllBytesAsync(file.FullName, cancellationToken));
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static string ModeOf(FileInfo file) =>
        !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? "100755" : "100644";
}
