using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;

namespace Platform.Local.Forge.Repositories;

/// <summary>The body of <c>POST git/commits</c>; equal bodies with dates make the same commit.</summary>
internal sealed class CommitMaking(TimeProvider time)
{
    public (Answer? Refused, string? Sha) Write(BareRepository git, JsonObject body)
    {
        if (body["message"]?.ToString() is not { } message)
        {
            return (Answer.Invalid("Invalid request.\n\n\"message\" wasn't supplied."), null);
        }

        if (body["tree"]?.ToString() is not { } tree || !git.Objects.Contains(tree, "tree"))
        {
            return (Answer.Invalid("Tree SHA does not exist"), null);
        }

        string[] parents = [.. (body["parents"] as JsonArray ?? []).Select(parent => parent?.ToString() ?? "")];
        if (!parents.All(parent => git.Objects.Contains(parent, "commit")))
        {
            return (Answer.Invalid("Parent SHA does not exist or is not a commit object"), null);
        }

        var author = Person(body["author"]) ?? ForgeUser.Sign(time.GetUtcNow());
        return (null, git.WriteCommit(new Commit(tree, parents, author, Person(body["committer"]) ?? author, message)));
    }

    /// <summary>Null when the request names nobody.</summary>
    public Signature? Person(JsonNode? node) =>
        node?["name"]?.ToString() is { Length: > 0 } name && node["email"]?.ToString() is { Length: > 0 } email
            ? new Signature(name, email, Date(node["date"]))
            : null;

    private DateTimeOffset Date(JsonNode? node) =>
        DateTimeOffset.TryParse(node?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : time.GetUtcNow();
}
