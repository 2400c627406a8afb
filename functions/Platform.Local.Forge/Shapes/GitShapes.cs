using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;

namespace Platform.Local.Forge.Shapes;

/// <summary>References, commits and trees of one repository as GitHub writes them.</summary>
internal sealed class GitShapes(Urls urls, string fullName)
{
    private readonly string _api = urls.Repository(fullName);

    public JsonObject Ref(string name, string sha, string type) =>
        new()
        {
            ["ref"] = name,
            ["node_id"] = Urls.NodeId("Ref", $"{fullName}:{name}"),
            ["url"] = $"{_api}/git/{name}",
            ["object"] = new JsonObject
            {
                ["type"] = type,
                ["sha"] = sha,
                ["url"] = $"{_api}/git/{type}s/{sha}",
            },
        };

    public JsonObject Commit(string sha, Commit commit) =>
        new()
        {
            ["sha"] = sha,
            ["node_id"] = Urls.NodeId("Commit", $"{fullName}:{sha}"),
            ["url"] = $"{_api}/git/commits/{sha}",
            ["html_url"] = $"{urls.Html(fullName)}/commit/{sha}",
            ["author"] = Person(commit.Author),
            ["committer"] = Person(commit.Committer),
            ["message"] = commit.Message,
            ["tree"] = new JsonObject { ["sha"] = commit.Tree, ["url"] = $"{_api}/git/trees/{commit.Tree}" },
            ["parents"] = Parents(commit, "git/commits"),
            ["verification"] = Unverified(),
        };

    /// <summary>The larger form of the commits and branches API.</summary>
    public JsonObject FullCommit(string sha, Commit commit) =>
        new()
        {
            ["url"] = $"{_api}/commits/{sha}",
            ["sha"] = sha,
            ["node_id"] = Urls.NodeId("Commit", $"{fullName}:{sha}"),
            ["html_url"] = $"{urls.Html(fullName)}/commit/{sha}",
            ["comments_url"] = $"{_api}/commits/{sha}/comments",
            ["commit"] = new JsonObject
            {
                ["url"] = $"{_api}/git/commits/{sha}",
                ["author"] = Person(commit.Author),
                ["committer"] = Person(commit.Committer),
                ["message"] = commit.Message,
                ["comment_count"] = 0,
                ["tree"] = new JsonObject { ["sha"] = commit.Tree, ["url"] = $"{_api}/git/trees/{commit.Tree}" },
                ["verification"] = Unverified(),
            },
            ["author"] = null,
            ["committer"] = null,
            ["parents"] = Parents(commit, "commits"),
        };

    public JsonObject Tree(string sha, IEnumerable<(TreePath Path, int? Size)> entries, bool truncated) =>
        new()
        {
            ["sha"] = sha,
            ["url"] = $"{_api}/git/trees/{sha}",
            ["tree"] = new JsonArray([.. entries.Select(entry => Entry(entry.Path, entry.Size))]),
            ["truncated"] = truncated,
        };

    public JsonObject Branch(string name, string sha) =>
        new()
        {
            ["name"] = name,
            ["commit"] = new JsonObject { ["sha"] = sha, ["url"] = $"{_api}/commits/{sha}" },
            ["protected"] = false,
        };

    private static JsonObject Person(Signature signature) =>
        new()
        {
            ["name"] = signature.Name,
            ["email"] = signature.Email,
            ["date"] = Urls.Time(signature.Date),
        };

    private static JsonObject Unverified() =>
        new()
        {
            ["verified"] = false,
            ["reason"] = "unsigned",
            ["signature"] = null,
            ["payload"] = null,
            ["verified_at"] = null,
        };

    private JsonArray Parents(Commit commit, string collection) =>
        new([
            .. commit.Parents.Select(parent => new JsonObject
            {
                ["sha"] = parent,
                ["url"] = $"{_api}/{collection}/{parent}",
                ["html_url"] = $"{urls.Html(fullName)}/commit/{parent}",
            }),
        ]);

    private JsonObject Entry(TreePath path, int? size)
    {
        var entry = new JsonObject
        {
            ["path"] = path.Path,
            ["mode"] = path.Entry.Mode,
            ["type"] = path.Entry.Type,
            ["sha"] = path.Entry.Sha,
        };
        if (path.Entry.Type != "commit")
        {
            entry["url"] = $"{_api}/git/{path.Entry.Type}s/{path.Entry.Sha}";
        }

        if (size is not null)
        {
            entry["size"] = size;
        }

        return entry;
    }
}
