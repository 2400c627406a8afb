using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Webhooks;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class WebhookTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private const string Secret = "It's a Secret to Everybody";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_signature_fits_GitHubs_test_vector()
    {
        var signature = WebhookSignature.Of(Secret, Encoding.UTF8.GetBytes("Hello, World!"));

        Assert.Equal("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", signature);
    }

    [Fact]
    public async Task A_moved_branch_is_told_signed_over_the_sent_bytes()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        var hook = await AddHookAsync(repository, receiver);

        var sha = await forge.PushFilesAsync(repository, new() { ["catalog-info.yaml"] = "kind: Component" });

        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 1, Cancellation);
        var push = receiver.Of("push")[0];
        Assert.Equal(WebhookSignature.Of(Secret, push.Body), push.Signature);
        Assert.Equal(hook["id"]!.ToString(), push.Headers["X-GitHub-Hook-ID"]);
        Assert.Equal(
            (sha, "refs/heads/main", false),
            ($"{push.Payload["after"]}", $"{push.Payload["ref"]}", (bool)push.Payload["created"]!));
        var commit = push.Payload["head_commit"]!;
        Assert.Equal(["catalog-info.yaml"], commit["added"]!.AsArray().Select(path => $"{path}"));
        Assert.Equal(["README.md"], commit["removed"]!.AsArray().Select(path => $"{path}"));
        Assert.Equal("ping", receiver.Received[0].Event);
    }

    [Fact]
    public async Task Payloads_have_every_field_of_GitHubs_examples()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        await AddHookAsync(repository, receiver);
        await forge.PushFilesAsync(repository, new() { [".github/workflows/ci.yml"] = Workflows.Green });
        await forge.MustAsync(
            "POST",
            $"{repository}/git/refs",
            new { @ref = "refs/tags/v1", sha = await forge.HeadAsync(repository) });
        await forge.MustAsync("PATCH", repository, new { description = "New" });

        string[] events = ["push", "create", "workflow_run", "repository", "ping"];
        await Eventually.HoldsAsync(() => events.All(name => receiver.Of(name).Count > 0), Cancellation);
        var examples = await WebhookExamples.LoadAsync();
        foreach (var name in events)
        {
            var example = examples.Of(name, action => name != "repository" || action is "edited" or "created");
            Assert.Empty(
                WebhookExamples.MissingFields(example, receiver.Of(name)[0].Payload, name).Except(KnownMissing));
        }
    }

    // Fields that only some of GitHub's examples have, or that speak of things the forge lacks.
    private static readonly string[] KnownMissing =
    [
        "repository.organization",
        "push.repository.organization",
        "push.head_commit.author.username",
        "push.head_commit.committer.username",
        "push.repository.owner.name",
        "push.repository.owner.email",
    ];

    [Fact]
    public async Task An_organizations_hook_hears_of_its_repositories()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var organization = forge.NewOrganization();
        await forge.MustAsync(
            "POST",
            $"orgs/{organization}/hooks",
            new
            {
                name = "web",
                config = new
                {
                    url = receiver.Url,
                    content_type = "json",
                    secret = Secret,
                },
                events = new[] { "*" },
            });

        await forge.NewRepositoryAsync(organization);
        await forge.MustAsync("DELETE", $"repos/{organization}/service");

        await Eventually.HoldsAsync(() => receiver.Of("repository").Count == 2, Cancellation);
        Assert.Equal(["created", "deleted"], receiver.Of("repository").Select(webhook => webhook.Action).Order());
        Assert.Equal(organization, receiver.Of("repository")[0].Payload["organization"]!["login"]!.ToString());
    }

    [Fact]
    public async Task A_failed_delivery_is_recorded_and_can_be_repeated_under_its_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        receiver.Answer = webhook => Task.FromResult(webhook.Event == "push" && receiver.Of("push").Count == 1 ? 500 : 200);
        var hook = await AddHookAsync(repository, receiver);
        var deliveries = $"{repository}/hooks/{hook["id"]}/deliveries";
        await forge.PushFilesAsync(repository, new() { ["a"] = "1" });
        JsonNode? failed = null;
        await Eventually.HoldsAsync(
            async () =>
                (
                    failed = (await forge.MustAsync("GET", deliveries))
                        .AsArray()
                        .FirstOrDefault(each => (int)each!["status_code"]! == 500))
                    is not null,
            Cancellation);

        await forge.MustAsync("POST", $"{deliveries}/{failed!["id"]}/attempts");

        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 2, Cancellation);
        Assert.Equal(receiver.Of("push")[0].Delivery, receiver.Of("push")[1].Delivery);
        Assert.Equal(receiver.Of("push")[0].Body, receiver.Of("push")[1].Body);
        var full = await forge.MustAsync("GET", $"{deliveries}/{failed["id"]}");
        Assert.Equal(receiver.Of("push")[0].Signature, full["request"]!["headers"]!["X-Hub-Signature-256"]!.ToString());
    }

    [Fact]
    public async Task A_hook_is_made_once_and_never_tells_its_secret()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        var hook = await AddHookAsync(repository, receiver);

        var twin = await forge.SendAsync("POST", $"{repository}/hooks", Hook(receiver));

        Assert.Equal(
            (422, "Hook already exists on this repository"),
            (twin.Status, twin.Body!["errors"]![0]!["message"]!.ToString()));
        Assert.DoesNotContain(Secret, (await forge.GetAsync($"{repository}/hooks")).Text, StringComparison.Ordinal);
        await forge.MustAsync("PATCH", $"{repository}/hooks/{hook["id"]}", new { active = false });
        await forge.MustAsync("DELETE", $"{repository}/hooks/{hook["id"]}");
        Assert.Empty((await forge.MustAsync("GET", $"{repository}/hooks")).AsArray());
    }

    [Fact]
    public async Task A_hook_that_nobody_answers_does_not_hold_up_the_others()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        var dead = await forge.MustAsync(
            "POST",
            $"{repository}/hooks",
            new { config = new { url = "http://127.0.0.1:1/", content_type = "json" }, events = new[] { "push" } });
        await AddHookAsync(repository, receiver);

        await forge.PushFilesAsync(repository, new() { ["a"] = "1" });

        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 1, Cancellation);
        await Eventually.HoldsAsync(
            async () =>
                (await forge.MustAsync("GET", $"{repository}/hooks/{dead["id"]}"))["last_response"]!["status"]!.ToString()
                == "failed",
            Cancellation);
    }

    private async Task<JsonNode> AddHookAsync(string repository, WebhookReceiver receiver)
    {
        var hook = await forge.MustAsync("POST", $"{repository}/hooks", Hook(receiver));
        await Eventually.HoldsAsync(() => receiver.Of("ping").Count == 1, Cancellation);
        return hook;
    }

    private static object Hook(WebhookReceiver receiver) =>
        new
        {
            name = "web",
            config = new
            {
                url = receiver.Url,
                content_type = "json",
                secret = Secret,
                insecure_ssl = "0",
            },
            events = new[] { "push", "create", "workflow_run", "repository" },
            active = true,
        };
}
