using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>A folder that a template names: relative, and inside the workspace or repository.</summary>
internal static class FolderInput
{
    /// <returns>With a trailing slash and without '.' parts; empty for the whole.</returns>
    public static Result<string> Read(JsonObject input, string field)
    {
        var text = input.Text(field) ?? string.Empty;
        var path = string.Join('/', text.Split('/').Where(segment => segment is not ("" or ".")));
        return text.StartsWith('/') || (path.Length > 0 && !WorkspacePath.IsSafe(path))
            ? new Problem("path-unsafe", $"'{text}' leads outside.", field, text, WorkspacePath.Requirements)
            : path.Length == 0 ? path : path + "/";
    }
}
