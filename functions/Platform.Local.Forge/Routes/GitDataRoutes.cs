using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Blobs, trees and commits. All of them refuse an empty repository, as GitHub does.</summary>
internal sealed class GitDataRoutes(CommitMaking commits, ForgeOptions options) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        Map(routes, "POST", "/git/blobs", CreateBlob);
        Map(routes, "GET", "/git/blobs/{sha}", ReadBlob);
        Map(routes, "POST", "/git/trees", CreateTree);
        Map(routes, "GET", "/git/trees/{**sha}", ReadTree);
        Map(routes, "POST", "/git/commits", CreateCommit);
        Map(routes, "GET", "/git/commits/{sha}", ReadCommit);
    }

    private static void Map(RouteTable routes, string method, string template, Func<Call, Repository, Answer> handle) =>
        routes.MapRepository(
            method,
            template,
            (call, repository) => repository.Git.IsEmpty ? Answer.EmptyRepository : handle(call, repository));

    private static Answer CreateBlob(Call call, Repository repository)
    {
        if (call.Text("content") is not { } content)
        {
            return Answer.Invalid("Invalid request.\n\n\"content\" wasn't supplied.");
        }

        var bytes = call.Text("encoding") == "base64" ? TryDecode(content) : Encoding.UTF8.GetBytes(content);
        if (bytes is null)
        {
            return Answer.Invalid("content is not valid Base64");
        }

        var sha = repository.Git.Objects.Write("blob", bytes);
        return Answer.Created(new JsonObject { ["sha"] = sha, ["url"] = BlobUrl(call, repository, sha) });
    }

    private static Answer ReadBlob(Call call, Repository repository)
    {
        var sha = call.Route("sha");
        return repository.Git.Objects.Read(sha, "blob") is not { } blob
            ? Answer.NotFound
            : Answer.Ok(
                new JsonObject
                {
                    ["sha"] = sha,
                    ["node_id"] = Urls.NodeId("Blob", sha),
                    ["size"] = blob.Content.Length,
                    ["url"] = BlobUrl(call, repository, sha),
                    ["content"] = Convert.ToBase64String(blob.Content),
                    ["encoding"] = "base64",
                });
    }

    private static Answer CreateTree(Call call, Repository repository)
    {
        var (refused, sha) = TreeRequest.Write(repository.Git, call.Body);
        return refused ?? Answer.Created(Tree(call, repository, sha!, Direct(repository, sha!), truncated: false));
    }

    private Answer ReadTree(Call call, Repository repository)
    {
        var name = call.Route("sha");
        var tree = repository.Git.Resolve(name) is { } commit ? repository.Git.Commit(commit)!.Tree : name;
        if (repository.Git.Tree(tree) is null)
        {
            return Answer.NotFound;
        }

        // GitHub takes any value, even "false", as a wish for recursion.
        var entries = call.Query("recursive") is null ? Direct(repository, tree) : repository.Git.Walk(tree);
        var shown = entries.Take(options.MaxTreeEntries + 1).ToList();
        return Answer.Ok(Tree(call, repository, tree, shown.Take(options.MaxTreeEntries), shown.Count > options.MaxTreeEntries));
    }

    private Answer CreateCommit(Call call, Repository repository)
    {
        var (refused, sha) = commits.Write(repository.Git, call.Body);
        return refused ?? Answer.Created(Shapes(call, repository).Commit(sha!, repository.Git.Commit(sha!)!));
    }

    private static Answer ReadCommit(Call call, Repository repository) =>
        repository.Git.Commit(call.Route("sha")) is { } commit
            ? Answer.Ok(Shapes(call, repository).Commit(call.Route("sha"), commit))
            : Answer.NotFound;

    private static IEnumerable<TreePath> Direct(Repository repository, string tree) =>
        (repository.Git.Tree(tree) ?? []).Select(entry => new TreePath(entry.Name, entry));

    private static JsonObject Tree(
        Call call,
        Repository repository,
        string sha,
        IEnumerable<TreePath> entries,
        bool truncated
    ) => Shapes(call, repository).Tree(sha, entries.Select(entry => (entry, SizeOf(repository, entry.Entry))), truncated);

    private static int? SizeOf(Repository repository, TreeEntry entry) =>
        entry.Type == "blob" ? repository.Git.Objects.SizeOf(entry.Sha) : null;

    private static string BlobUrl(Call call, Repository repository, string sha) =>
        $"{call.Urls.Repository(repository.Data.FullName)}/git/blobs/{sha}";

    private static GitShapes Shapes(Call call, Repository repository) => new(call.Urls, repository.Data.FullName);

    private static byte[]? TryDecode(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }
}
