using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>The files of a workspace at one moment, in ordinal order of their paths. Immutable: a step makes a new one.</summary>
public sealed record WorkspaceManifest
{
    public WorkspaceManifest(IReadOnlyList<WorkspaceFile> files)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        for (var i = 0; i < Files.Count; i++)
        {
            if (!WorkspacePath.IsSafe(Files[i].Path) || (i > 0 && Files[i].Path == Files[i - 1].Path))
            {
                throw new ArgumentException(
                    $"'{Files[i].Path}' is listed twice or is not {WorkspacePath.Requirements}.", nameof(files));
            }
        }
    }

    public static WorkspaceManifest Empty { get; } = new([]);

    public IReadOnlyList<WorkspaceFile> Files { get; }

    /// <summary>Equal for workspaces with the same paths, modes and bodies, however they are packed.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var file in Files)
        {
            text.Append(file.Mode).Append(' ').Append(file.Sha256).Append(' ').Append(file.Path).Append('\n');
        }

        return ContentHash.Of(text.ToString());
    }

    /// <summary>This workspace with the given files added; they replace those of the same path.</summary>
    public WorkspaceManifest With(IEnumerable<WorkspaceFile> files)
    {
        var byPath = Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in files)
        {
            byPath[file.Path] = file;
        }

        return new([.. byPath.Values]);
    }
}
