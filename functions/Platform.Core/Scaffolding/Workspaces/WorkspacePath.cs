namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>The one rule for paths inside a workspace, and therefore inside a generated repository.</summary>
public static class WorkspacePath
{
    public const string Requirements =
        "a relative path with '/' that has no empty, '.', '..' or '.git' segment, no backslash and no control character";

    public static bool IsSafe(string path) =>
        path is { Length: > 0 and <= 4096 }
        && !path.Any(character => character is '\\' || char.IsControl(character))
        && path.Split('/').All(segment =>
            segment is not ("" or "." or "..") && !segment.Equals(".git", StringComparison.OrdinalIgnoreCase));
}
