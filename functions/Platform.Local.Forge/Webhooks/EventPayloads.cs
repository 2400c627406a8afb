using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Webhooks;

/// <summary>Bodies of webhooks as GitHub shapes them.</summary>
internal sealed class EventPayloads(ForgeStore store, Urls urls)
{
    private const int MaxCommits = 20;
    private const string Nothing = "0000000000000000000000000000000000000000";

    public JsonObject Repository(RepositoryData data, string action, JsonObject? changes)
    {
        var payload = new JsonObject { ["action"] = action, ["repository"] = urls.Repository(data, Owner(data)) };
        if (changes is not null)
        {
            payload["changes"] = changes;
        }

        return Common(data, payload);
    }

    /// <summary>As a transferred repository names who had it.</summary>
    public JsonObject FormerOwner(OwnerData owner) => new()
    {
        ["owner"] = new JsonObject
        {
            ["from"] = new JsonObject
            {
                [owner.Type == "Organization" ? "organization" : "user"] = urls.OrganizationSimple(owner),
            },
        },
    };

    public JsonObject Create(RepositoryData data, RefChange change) =>
        Common(
            data,
            new JsonObject
            {
                ["ref"] = change.ShortName,
                ["ref_type"] = change.IsBranch ? "branch" : "tag",
                ["master_branch"] = data.DefaultBranch,
                ["description"] = data.Description,
                ["pusher_type"] = "user",
                ["repository"] = urls.Repository(data, Owner(data)),
            });

    public JsonObject Ping(RepositoryData? data, Hook hook, JsonObject shape)
    {
        var payload = new JsonObject
        {
            ["zen"] = "Keep it logically awesome.",
            ["hook_id"] = hook.Id,
            ["hook"] = shape,
        };
        if (data is not null)
        {
            payload["repository"] = urls.Repository(data, Owner(data));
        }

        return Common(data, payload);
    }

    public JsonObject Push(Repository repository, RefChange change)
    {
        var (data, git) = (repository.Data, repository.Git);
        var head = change.After is null ? null : git.Peel(change.After);
        var commits = !change.IsBranch || head is null ? [] : git.NewCommits(change.Before, head, MaxCommits);
        return Common(
            data,
            new JsonObject
            {
                ["ref"] = change.Name,
                ["before"] = change.Before ?? Nothing,
                ["after"] = change.After ?? Nothing,
                ["created"] = change.Before is null,
                ["deleted"] = change.After is null,
                ["forced"] = change is { Before: { } before, After: { } after } && !git.IsFastForward(before, after),
                ["base_ref"] = null,
                ["compare"] =
                    $"{urls.Html(data.FullName)}/compare/{(change.Before ?? Nothing)[..12]}...{(change.After ?? Nothing)[..12]}",
                ["commits"] = new JsonArray([.. commits.Select(commit => Commit(data, git, commit.Sha, commit.Commit))]),
                ["head_commit"] = head is null ? null : Commit(data, git, head, git.Commit(head)!),
                ["pusher"] = new JsonObject { ["name"] = ForgeUser.Login, ["email"] = ForgeUser.Sign(default).Email },
                ["repository"] = urls.PushRepository(data, Owner(data)),
            });
    }

    /// <summary>Adds who it concerns: the organization, if it is one, and the sender.</summary>
    public JsonObject Common(RepositoryData? data, JsonObject payload)
    {
        if (data is not null && Owner(data) is { Type: "Organization" } organization)
        {
            payload["organization"] = urls.OrganizationSimple(organization);
        }

        payload["sender"] = urls.SimpleUser(store.Owner(ForgeUser.Login, "User").Data);
        return payload;
    }

    private OwnerData Owner(RepositoryData data) => store.Owner(data.Owner).Data;

    private JsonObject Commit(RepositoryData data, BareRepository git, string sha, Commit commit)
    {
        var parent = commit.Parents.Count > 0 ? git.Commit(commit.Parents[0])?.Tree : null;
        var changes = git.Compare(parent, commit.Tree);
        return new JsonObject
        {
            ["id"] = sha,
            ["tree_id"] = commit.Tree,
            ["distinct"] = true,
            ["message"] = commit.Message,
            ["timestamp"] = Urls.Time(commit.Author.Date),
            ["url"] = $"{urls.Html(data.FullName)}/commit/{sha}",
            ["author"] = Person(commit.Author),
            ["committer"] = Person(commit.Committer),
            ["added"] = Paths(changes.Added),
            ["removed"] = Paths(changes.Removed),
            ["modified"] = Paths(changes.Modified),
        };
    }

    private static JsonObject Person(Signature signature) =>
        new() { ["name"] = signature.Name, ["email"] = signature.Email };

    private static JsonArray Paths(IReadOnlyList<string> paths) => new([.. paths.Select(path => (JsonNode)path)]);
}
