using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders;

namespace Platform.TestKit.Metrics.Senders;

/// <summary>GitHub's payloads, valid and small; a test says by path what matters to it.</summary>
public sealed class GitHubPayload
{
    public const string Url = "https://github.com/acme/orders";
    public const string Head = "1111111111111111111111111111111111111111";
    public const string Merge = "2222222222222222222222222222222222222222";

    private readonly string _event;
    private readonly JsonObject _root;

    private GitHubPayload(string name, JsonObject root)
    {
        _event = name;
        _root = root;
        _root["repository"] = new JsonObject
        {
            ["full_name"] = "acme/orders",
            ["html_url"] = Url,
            ["pushed_at"] = 1893456000,
        };
        _root["sender"] = new JsonObject { ["login"] = "mona", ["type"] = "User" };
    }

    public static GitHubPayload Push() => new("push", new()
    {
        ["ref"] = "refs/heads/main",
        ["before"] = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
        ["after"] = Head,
        ["created"] = false,
        ["deleted"] = false,
        ["forced"] = false,
        ["commits"] = new JsonArray(new JsonObject
        {
            ["id"] = Head,
            ["tree_id"] = "3333333333333333333333333333333333333333",
            ["message"] = "Do it",
            ["timestamp"] = "2029-12-31T09:00:00+01:00",
            ["author"] = new JsonObject { ["name"] = "Mona", ["email"] = "mona@example.com", ["username"] = "mona" },
            ["added"] = new JsonArray("src/orders/a.cs"),
            ["modified"] = new JsonArray(),
            ["removed"] = new JsonArray("old.txt"),
        }),
    });

    public static GitHubPayload Pull(string action) => new("pull_request", new()
    {
        ["action"] = action,
        ["number"] = 7,
        ["pull_request"] = new JsonObject
        {
            ["number"] = 7,
            ["title"] = "Do it",
            ["body"] = "Because.",
            ["state"] = "open",
            ["draft"] = false,
            ["merged"] = false,
            ["merged_at"] = null,
            ["closed_at"] = null,
            ["created_at"] = "2030-01-01T10:00:00Z",
            ["updated_at"] = "2030-01-01T11:00:00Z",
            ["merge_commit_sha"] = Merge,
            ["labels"] = new JsonArray(),
            ["user"] = new JsonObject { ["login"] = "mona", ["type"] = "User" },
            ["head"] = new JsonObject { ["ref"] = "feature", ["sha"] = Head },
            ["base"] = new JsonObject { ["ref"] = "main", ["sha"] = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a" },
        },
    });

    public static GitHubPayload Review() => new("pull_request_review", new()
    {
        ["action"] = "submitted",
        ["review"] = new JsonObject
        {
            ["id"] = 31,
            ["state"] = "commented",
            ["submitted_at"] = "2030-01-01T12:00:00Z",
            ["user"] = new JsonObject { ["login"] = "hubot", ["type"] = "User" },
        },
        ["pull_request"] = new JsonObject
        {
            ["number"] = 7,
            ["user"] = new JsonObject { ["login"] = "mona", ["type"] = "User" },
        },
    });

    public static GitHubPayload Status(string state) => new("deployment_status", new()
    {
        ["action"] = "created",
        ["deployment_status"] = new JsonObject
        {
            ["id"] = 52,
            ["state"] = state,
            ["environment"] = "production",
            ["created_at"] = "2030-01-01T12:51:13Z",
            ["updated_at"] = "2030-01-02T11:17:42Z",
        },
        ["deployment"] = new JsonObject
        {
            ["id"] = 51,
            ["sha"] = Head,
            ["ref"] = "main",
            ["task"] = "deploy",
            ["environment"] = "production",
            ["production_environment"] = true,
            ["payload"] = new JsonObject(),
            ["created_at"] = "2030-01-01T12:49:19Z",
            ["updated_at"] = "2030-01-02T11:17:42Z",
            ["creator"] = new JsonObject { ["login"] = "github-actions[bot]", ["type"] = "Bot" },
        },
    });

    public static GitHubPayload Run(string action) => new("workflow_run", new()
    {
        ["action"] = action,
        ["workflow_run"] = new JsonObject
        {
            ["id"] = 61,
            ["run_attempt"] = 1,
            ["name"] = "CI",
            ["html_url"] = $"{Url}/actions/runs/61",
            ["head_sha"] = Head,
            ["head_branch"] = "main",
            ["conclusion"] = action == "completed" ? "success" : null,
            ["created_at"] = "2030-01-01T12:00:00Z",
            ["run_started_at"] = "2030-01-01T12:00:00Z",
            ["updated_at"] = "2030-01-01T12:10:00Z",
        },
    });

    public static GitHubPayload Release(string action) => new("release", new()
    {
        ["action"] = action,
        ["release"] = new JsonObject
        {
            ["id"] = 71,
            ["tag_name"] = "v1",
            ["target_commitish"] = "main",
            ["draft"] = false,
            ["prerelease"] = false,
            ["published_at"] = "2030-01-01T13:00:00Z",
        },
    });

    public static GitHubPayload Issue(string action, params string[] labels) => new("issues", new()
    {
        ["action"] = action,
        ["issue"] = new JsonObject
        {
            ["number"] = 8,
            ["title"] = "It burns",
            ["body"] = "root cause: 1111111",
            ["html_url"] = $"{Url}/issues/8",
            ["created_at"] = "2030-01-01T14:00:00Z",
            ["updated_at"] = "2030-01-01T15:00:00Z",
            ["closed_at"] = null,
            ["labels"] = new JsonArray([.. labels.Select(label => new JsonObject { ["name"] = label })]),
            ["user"] = new JsonObject { ["login"] = "mona", ["type"] = "User" },
        },
    });

    /// <param name="path">Dotted.</param>
    public GitHubPayload With(string path, JsonNode? value)
    {
        var names = path.Split('.');
        JsonNode parent = _root;
        foreach (var name in names[..^1])
        {
            parent = int.TryParse(name, out var place) ? parent[place]! : parent[name]!;
        }

        parent[names[^1]] = value;
        return this;
    }

    public SenderDelivery Delivery() => new(
        "github",
        Guid.NewGuid().ToString(),
        _event,
        JsonNode.Parse(_root.ToJsonString())!.AsObject(),
        DateTimeOffset.UnixEpoch,
        new Dictionary<string, string>());
}
