using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;

namespace Platform.Local.Forge.Repositories;

/// <summary>The body of <c>POST git/trees</c>: inline text or objects by name, optionally on top of another tree.</summary>
internal static class TreeRequest
{
    private static readonly string[] Modes = ["100644", "100755", "040000", "160000", "120000"];

    public static (Answer? Refused, string? Sha) Write(BareRepository git, JsonObject body)
    {
        if (body["tree"] is not JsonArray wanted)
        {
            return (Answer.Invalid("Invalid tree info"), null);
        }

        string? baseTree = null;
        if (body["base_tree"] is { } named)
        {
            baseTree = git.Commit(named.ToString())?.Tree ?? named.ToString();
            if (git.Tree(baseTree) is null)
            {
                return (Answer.Invalid("base_tree is not a valid tree oid"), null);
            }
        }

        var changes = new List<TreeChange>();
        foreach (var node in wanted)
        {
            var (refused, change) = node is JsonObject entry
                ? Change(git, entry)
                : (Answer.Invalid("Invalid tree info"), null);
            if (refused is not null)
            {
                return (refused, null);
            }

            changes.Add(change!);
        }

        return (null, git.Apply(baseTree, changes));
    }

    private static (Answer? Refused, TreeChange? Change) Change(BareRepository git, JsonObject entry)
    {
        var (path, mode) = (entry["path"]?.ToString() ?? "", entry["mode"]?.ToString() ?? "");
        if (
            path.Split('/').Any(part => part is "" or "." or ".." || part.Equals(".git", StringComparison.OrdinalIgnoreCase)))
        {
            return (Answer.Invalid("tree.path contains a malformed path component"), null);
        }

        if (!Modes.Contains(mode))
        {
            return (Answer.Invalid("Must supply a valid tree.mode"), null);
        }

        if (entry["content"] is { } content)
        {
            return entry["sha"] is null && mode is not (TreeEntry.Directory or TreeEntry.Submodule)
                ? (null, new TreeChange(path, mode, git.Objects.Write("blob", Encoding.UTF8.GetBytes(content.ToString()))))
                : (Answer.Invalid("Must supply either tree.sha or tree.content, and content for a blob only"), null);
        }

        if (!entry.ContainsKey("sha"))
        {
            return (Answer.Invalid("Must supply tree.sha or tree.content"), null);
        }

        var (sha, type) = (entry["sha"]?.ToString(), new TreeEntry(path, mode, "").Type);
        return sha is null || type == "commit" || git.Objects.Contains(sha, type)
            ? (null, new TreeChange(path, mode, sha))
            : (Answer.Invalid($"tree.sha {sha} is not a valid {type}"), null);
    }
}
