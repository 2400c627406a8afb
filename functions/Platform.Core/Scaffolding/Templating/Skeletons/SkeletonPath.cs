using System.Text;

namespace Platform.Core.Scaffolding.Templating.Skeletons;

/// <summary>Paths inside a workspace: relative, with '/', and such that a repository can hold them on every system.</summary>
internal static class SkeletonPath
{
    private const int MostCharacters = 1024;
    private const int MostBytesInName = 255;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>Without '.' parts and doubled or closing slashes; null and a reason when it may not be used.</summary>
    public static (string? Path, string? Reason) Normalize(string path)
    {
        if (path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal))
        {
            return (null, "it must be relative, with '/' between folders");
        }

        var names = path.Split('/').Where(name => name is not ("" or ".")).ToList();
        var reason = names.Select(ReasonAgainst).FirstOrDefault(found => found is not null);
        return reason is not null ? (null, reason)
            : path.Length > MostCharacters ? (null, $"it is longer than {MostCharacters} characters")
            : (string.Join('/', names), null);
    }

    private static string? ReasonAgainst(string name)
    {
        // Windows and some file systems of macOS ignore these, so that the name would be another one's.
        var bare = name.TrimEnd('.', ' ');
        return name == ".." ? "'..' leads out of the workspace"
            : bare.Equals(".git", StringComparison.OrdinalIgnoreCase) || bare.Equals("git~1", StringComparison.OrdinalIgnoreCase)
                ? "'.git' belongs to git"
            : name.Any(char.IsControl) ? "it has control characters"
            : Devices.Contains(name.Split('.')[0].TrimEnd()) ? $"'{name}' is the name of a device on Windows"
            : Encoding.UTF8.GetByteCount(name) > MostBytesInName ? $"a name in it has more than {MostBytesInName} bytes"
            : null;
    }
}
