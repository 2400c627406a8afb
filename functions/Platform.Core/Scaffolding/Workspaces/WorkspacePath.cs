namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>The one rule for paths inside a workspace, and therefore inside a generated repository.</summary>
public static class WorkspacePath
{
    public const string Requirements =
        "a relative path with '/' that has no empty, '.', '..' or '.git' segment, no backslash and no control character";

    /// <summary>git's mode of a symbolic link.</summary>
    public const string LinkMode = "120000";

    public static bool IsSafe(string path) =>
        path is { Length: > 0 and <= 4096 }
        && !path.Any(character => character is '\\' || char.IsControl(character))
        && path.Split('/').All(segment =>
            segment is not ("" or "." or "..") && !segment.Equals(".git", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a link leads to a place inside the workspace. '..' stands at its start or nowhere: behind a name that is itself a
    /// link it could lead anywhere.
    /// </summary>
    public static bool IsSafeLink(string path, string target)
    {
        var segments = target.Split('/');
        var up = segments.TakeWhile(segment => segment == "..").Count();
        return up <= path.Count(character => character == '/')
            && (up == segments.Length || IsSafe(string.Join('/', segments.Skip(up).Where(segment => segment != "."))))
            && !target.StartsWith('/');
    }
}
