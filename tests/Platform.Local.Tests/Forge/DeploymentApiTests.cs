using System.Text.Json.Nodes;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

/// <summary>
/// Deployments, releases and reviews; every call and answer is checked against GitHub's description by the driver.
/// </summary>
public sealed class DeploymentApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_is_made_and_its_statuses_are_listed_the_newest_first()
    {
        var repository = await forge.NewRepositoryAsync();

        var made = await DeployAsync(repository, "success");

        Assert.Equal(
            (await forge.HeadAsync(repository), "production", true),
            ($"{made["sha"]}", $"{made["environment"]}", (bool)made["production_environment"]!));
        var statuses = await forge.MustAsync("GET", $"{repository}/deployments/{made["id"]}/statuses");
        Assert.Equal(["success", "in_progress"], statuses.AsArray().Select(one => $"{one!["state"]}"));
        Assert.Single((await forge.MustAsync("GET", $"{repository}/deployments?environment=production")).AsArray());
        Assert.Equal(404, (await forge.GetAsync($"{repository}/deployments/1/statuses")).Status);
        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/deployments", new { @ref = "nothing" })).Status);
    }

    [Fact]
    public async Task A_success_makes_the_one_before_inactive_and_no_hook_is_told()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await HookedAsync(receiver);
        var first = await DeployAsync(repository, "success");

        await DeployAsync(repository, "success");

        var statuses = await forge.MustAsync("GET", $"{repository}/deployments/{first["id"]}/statuses");
        Assert.Equal("inactive", $"{statuses[0]!["state"]}");
        await Eventually.HoldsAsync(() => receiver.Of("deployment_status").Count == 4, Cancel);
        Assert.DoesNotContain(
            receiver.Of("deployment_status"), one => $"{one.Payload["deployment_status"]!["state"]}" == "inactive");
    }

    [Fact]
    public async Task Hooks_are_told_of_the_whole_way_of_a_change()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await HookedAsync(receiver);
        await forge.MustAsync(
            "POST", $"{repository}/git/refs", new { @ref = "refs/heads/a", sha = await forge.HeadAsync(repository) });
        await WriteAsync(repository, "a.txt");
        await forge.MustAsync("POST", $"{repository}/pulls", new { title = "A change", head = "a", @base = "main" });
        await WriteAsync(repository, "b.txt");
        await forge.MustAsync("POST", $"{repository}/issues/1/labels", new { labels = new[] { "hotfix" } });
        await forge.MustAsync("POST", $"{repository}/pulls/1/reviews", new { @event = "APPROVE" });
        await forge.MustAsync("PUT", $"{repository}/pulls/1/merge", new { merge_method = "squash" });
        await forge.MustAsync("POST", $"{repository}/releases", new { tag_name = "v1" });
        await DeployAsync(repository, "failure");
        await forge.MustAsync("POST", $"{repository}/issues", new { title = "It burns" });
        await forge.MustAsync("PATCH", $"{repository}/issues/2", new { state = "closed" });

        await HeardAsync(receiver, "pull_request", "closed", "labeled", "opened", "synchronize");
        await HeardAsync(receiver, "pull_request_review", "submitted");
        await HeardAsync(receiver, "release", "published", "released");
        await HeardAsync(receiver, "deployment", "created");
        await HeardAsync(receiver, "deployment_status", "created", "created");
        await HeardAsync(receiver, "issues", "closed", "opened");
        var closed = receiver.Of("pull_request").Single(one => one.Action == "closed").Payload["pull_request"]!;
        Assert.True((bool)closed["merged"]!);
        Assert.Equal(await forge.HeadAsync(repository), $"{closed["merge_commit_sha"]}");
        Assert.Equal(2, (await forge.MustAsync("GET", $"{repository}/pulls/1/commits")).AsArray().Count);
        Assert.Equal("APPROVED", $"{(await forge.MustAsync("GET", $"{repository}/pulls/1/reviews"))[0]!["state"]}");
        Assert.Equal("v1", $"{(await forge.MustAsync("GET", $"{repository}/releases"))[0]!["tag_name"]}");
    }

    [Fact]
    public async Task Payloads_have_every_field_of_GitHubs_examples()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await HookedAsync(receiver);
        await DeployAsync(repository, "success");
        await forge.MustAsync("POST", $"{repository}/releases", new { tag_name = "v1" });
        var examples = await WebhookExamples.LoadAsync();

        (string Name, string Action)[] told =
            [("deployment", "created"), ("deployment_status", "created"), ("release", "published")];
        foreach (var (name, action) in told)
        {
            await Eventually.HoldsAsync(() => receiver.Of(name).Any(one => one.Action == action), Cancel);
            var payload = receiver.Of(name).First(one => one.Action == action).Payload;
            var example = (JsonObject)examples.Of(name, found => found == action)[name]!;
            Assert.Empty(WebhookExamples.MissingFields(example, (JsonObject)payload[name]!, name));
        }
    }

    private static Task HeardAsync(WebhookReceiver receiver, string name, params string[] actions) => Eventually.HoldsAsync(
        () => receiver.Of(name).Select(one => one.Action).Order(StringComparer.Ordinal).SequenceEqual(actions),
        Cancel,
        $"{name} told {string.Join(", ", actions)}");

    private Task<JsonNode> WriteAsync(string repository, string path) => forge.MustAsync(
        "PUT", $"{repository}/contents/{path}", new { message = "Write", content = "dGV4dA==", branch = "a" });

    private async Task<JsonNode> DeployAsync(string repository, string state)
    {
        var made = await forge.MustAsync("POST", $"{repository}/deployments", new
        {
            @ref = "main",
            environment = "production",
            auto_merge = false,
            required_contexts = Array.Empty<string>(),
        });
        await forge.MustAsync("POST", $"{repository}/deployments/{made["id"]}/statuses", Status("in_progress"));
        await forge.MustAsync("POST", $"{repository}/deployments/{made["id"]}/statuses", Status(state));
        return made;
    }

    private static object Status(string state) => new { state, log_url = "https://ci.example.com/runs/1" };

    private async Task<string> HookedAsync(WebhookReceiver receiver)
    {
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync("POST", $"{repository}/hooks", new
        {
            name = "web",
            events = new[] { "*" },
            config = new { url = receiver.Url, content_type = "json" },
        });
        return repository;
    }
}
