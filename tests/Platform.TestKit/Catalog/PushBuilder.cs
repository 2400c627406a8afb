using System.Text.Json.Nodes;
using Platform.Core.SourceControl;

namespace Platform.TestKit.Catalog;

/// <summary>GitHub's push event of one commit to the default branch, as far as we read it.</summary>
public sealed class PushBuilder
{
    public const string Sha = "0123456789abcdef0123456789abcdef01234567";

    private readonly JsonArray _commits = [];
    private readonly JsonObject _payload = new()
    {
        ["ref"] = "refs/heads/main",
        ["before"] = "fedcba9876543210fedcba9876543210fedcba98",
        ["after"] = Sha,
        ["deleted"] = false,
        ["repository"] = new JsonObject
        {
            ["id"] = 42L,
            ["full_name"] = "acme/orders",
            ["default_branch"] = "main",
            ["html_url"] = "https://github.example.com/acme/orders",
            ["pushed_at"] = 1893456000L,
        },
    };

    public PushBuilder With(string name, JsonNode? value)
    {
        _payload[name] = value;
        return this;
    }

    public PushBuilder Commit(string[]? added = null, string[]? modified = null, string[]? removed = null)
    {
        _commits.Add(new JsonObject { ["added"] = List(added), ["modified"] = List(modified), ["removed"] = List(removed) });
        return this;
    }

    public GitHubDelivery Delivery(string id = "delivery-1")
    {
        _payload["commits"] = _commits.DeepClone();
        return new(id, "push", (JsonObject)_payload.DeepClone());
    }

    private static JsonArray List(string[]? paths) => [.. (paths ?? []).Select(path => JsonValue.Create(path))];
}
