using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Files and folders of the contents API.</summary>
internal sealed class ContentShapes(Urls urls, Repository repository, string revision)
{
    public JsonArray Folder(string path, TreeEntry folder) =>
        new([
            .. (repository.Git.Tree(folder.Sha) ?? []).Select(entry =>
                Common(path.Length == 0 ? entry.Name : $"{path}/{entry.Name}", entry)),
        ]);

    public JsonObject File(string path, TreeEntry entry)
    {
        var shape = Common(path, entry);
        var content = repository.Git.Objects.Read(entry.Sha)?.Content ?? [];
        switch (entry.Mode)
        {
            case TreeEntry.Symlink:
                shape["target"] = Encoding.UTF8.GetString(content);
                break;
            case TreeEntry.Submodule:
                shape["submodule_git_url"] = null;
                break;
            default:
                shape["encoding"] = "base64";
                shape["content"] = Lines(Convert.ToBase64String(content));
                break;
        }

        return shape;
    }

    private JsonObject Common(string path, TreeEntry entry)
    {
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var self = $"{urls.Repository(repository.Data.FullName)}/contents/{escaped}?ref={Uri.EscapeDataString(revision)}";
        var git = $"{urls.Repository(repository.Data.FullName)}/git/{entry.Type}s/{entry.Sha}";
        var html = $"{urls.Html(repository.Data.FullName)}/{entry.Type}/{Uri.EscapeDataString(revision)}/{escaped}";
        return new JsonObject
        {
            ["type"] = entry.Mode switch
            {
                TreeEntry.Directory => "dir",
                TreeEntry.Symlink => "symlink",
                TreeEntry.Submodule => "submodule",
                _ => "file",
            },
            ["name"] = path[(path.LastIndexOf('/') + 1)..],
            ["path"] = path,
            ["sha"] = entry.Sha,
            ["size"] = entry.Type == "blob" ? repository.Git.Objects.Read(entry.Sha)?.Content.Length ?? 0 : 0,
            ["url"] = self,
            ["git_url"] = git,
            ["html_url"] = html,
            ["download_url"] =
                entry.Type == "blob"
                    ? $"{urls.Html(repository.Data.FullName)}/raw/{Uri.EscapeDataString(revision)}/{escaped}"
                    : null,
            ["_links"] = new JsonObject
            {
                ["self"] = self,
                ["git"] = git,
                ["html"] = html,
            },
        };
    }

    // GitHub breaks the lines of contents, unlike those of blobs.
    private static string Lines(string base64) => string.Concat(base64.Chunk(60).Select(line => new string(line) + "\n"));
}
