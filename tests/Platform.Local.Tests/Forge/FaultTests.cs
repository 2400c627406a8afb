using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class FaultTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private const string Repository = "/repos/{owner}/{repo}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_repository_can_be_unreadable_for_some_reads()
    {
        var organization = forge.NewOrganization();
        await AddAsync(
            new
            {
                org = organization,
                fault = "not-found",
                method = "GET",
                routePattern = Repository,
                times = 2,
            });
        Assert.Equal(404, (await forge.GetAsync($"repos/{organization}/orders")).Status);

        await forge.MustAsync("POST", $"orgs/{organization}/repos", new { name = "orders" });

        Assert.Equal([404, 404, 200, 200], await StatusesAsync("GET", $"repos/{organization}/orders", 4));
    }

    [Theory]
    [InlineData("secondary-limit", 403, "secondary rate limit", "7")]
    [InlineData("too-many-requests", 429, "secondary rate limit", "7")]
    [InlineData("rate-limited", 403, "API rate limit exceeded", null)]
    [InlineData("server-error", 502, "Server Error", null)]
    public async Task A_call_can_be_refused_without_an_effect(string fault, int status, string message, string? retryAfter)
    {
        var repository = await forge.NewRepositoryAsync();
        var route = $"{Repository}/topics";
        await AddAsync(
            new
            {
                org = repository.Split('/')[1],
                repo = "service",
                fault,
                method = "PUT",
                routePattern = route,
                retryAfterSeconds = 7,
                skip = 1,
            });

        var before = await forge.SendAsync("PUT", $"{repository}/topics", new { names = new[] { "a" } });
        var refused = await forge.SendAsync("PUT", $"{repository}/topics", new { names = new[] { "b" } });

        Assert.Equal((200, status), (before.Status, refused.Status));
        Assert.Contains(message, refused.Body!["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(retryAfter, refused.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null);
        Assert.Equal(
            fault == "rate-limited" ? "0" : null,
            refused.Headers.GetValues("X-RateLimit-Remaining").Single() is "0" ? "0" : null);
        Assert.Equal("a", (await forge.MustAsync("GET", $"{repository}/topics"))["names"]![0]!.ToString());
        await forge.MustAsync("PUT", $"{repository}/topics", new { names = new[] { "c" } });
    }

    [Fact]
    public async Task A_new_repository_can_stay_empty_for_some_calls()
    {
        var repository = await forge.NewRepositoryAsync();
        await AddAsync(
            new
            {
                org = repository.Split('/')[1],
                fault = "empty-repository",
                routePattern = $"{Repository}/git/*",
                times = 2,
            });

        Assert.Equal(409, (await forge.SendAsync("POST", $"{repository}/git/blobs", new { content = "x" })).Status);
        Assert.Equal([409, 200], await StatusesAsync("GET", $"{repository}/git/ref/heads/main", 2));
    }

    [Fact]
    public async Task Somebody_else_can_take_the_name_at_the_last_moment()
    {
        var organization = forge.NewOrganization();
        await AddAsync(new { org = organization, fault = "name-taken" });

        var answer = await forge.SendAsync("POST", $"orgs/{organization}/repos", new { name = "orders" });

        Assert.Equal(
            (422, "name already exists on this account"),
            (answer.Status, $"{answer.Body!["errors"]![0]!["message"]}"));
        Assert.Equal(
            "Made by somebody else",
            (await forge.MustAsync("GET", $"repos/{organization}/orders"))["description"]!.ToString());
    }

    [Theory]
    [InlineData("drop-before", 404)]
    [InlineData("drop-after", 200)]
    public async Task A_connection_can_break_before_or_after_the_effect(string fault, int afterwards)
    {
        var organization = forge.NewOrganization();
        await AddAsync(
            new
            {
                org = organization,
                fault,
                method = "POST",
                routePattern = "/orgs/{org}/repos",
            });

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            forge.SendAsync("POST", $"orgs/{organization}/repos", new { name = "orders" }));

        Assert.Equal(afterwards, (await forge.GetAsync($"repos/{organization}/orders")).Status);
    }

    [Fact]
    public async Task A_webhook_can_come_twice()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await HookedAsync(receiver, "duplicate-webhook");

        await forge.PushFilesAsync(repository, new() { ["a"] = "1" });

        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 2, Cancellation);
        Assert.Equal(receiver.Of("push")[0].Delivery, receiver.Of("push")[1].Delivery);
    }

    [Fact]
    public async Task A_webhook_can_come_late_and_after_its_successor()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await HookedAsync(receiver, "late-webhook", delayMilliseconds: 8000);

        await forge.PushFilesAsync(repository, new() { ["a"] = "1" }, "First");
        await forge.PushFilesAsync(repository, new() { ["a"] = "2" }, "Second");

        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 2, Cancellation);
        Assert.Equal(
            ["Second", "First"],
            receiver.Of("push").Select(push => push.Payload["head_commit"]!["message"]!.ToString()));
    }

    [Fact]
    public async Task A_webhook_can_be_overtaken_by_its_successor()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await HookedAsync(receiver, "reordered-webhook", delayMilliseconds: 600_000);

        await forge.PushFilesAsync(repository, new() { ["a"] = "1" }, "First");
        await forge.PushFilesAsync(repository, new() { ["a"] = "2" }, "Second");

        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 2, Cancellation);
        Assert.Equal(
            ["Second", "First"],
            receiver.Of("push").Select(push => push.Payload["head_commit"]!["message"]!.ToString()));
    }

    [Fact]
    public async Task A_webhook_can_get_lost_and_is_delivered_again_only_by_hand()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await HookedAsync(receiver, "lost-webhook");
        await forge.PushFilesAsync(repository, new() { ["a"] = "1" }, "First");
        await forge.PushFilesAsync(repository, new() { ["a"] = "2" }, "Second");
        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 1, Cancellation);
        Assert.Equal("Second", receiver.Of("push")[0].Payload["head_commit"]!["message"]!.ToString());

        var listed = (await forge.MustAsync("GET", $"_forge/deliveries?org={repository.Split('/')[1]}&repo=service")).AsArray();
        var lost = Assert.Single(listed, delivery => $"{delivery!["fault"]}" == "lost-webhook")!;
        await forge.MustAsync("POST", $"{repository}/hooks/{lost["hookId"]}/deliveries/{lost["id"]}/attempts");

        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 2, Cancellation);
        Assert.Equal("First", receiver.Of("push")[1].Payload["head_commit"]!["message"]!.ToString());
    }

    [Fact]
    public async Task The_journal_counts_the_requests_of_an_organization_in_order()
    {
        var organization = forge.NewOrganization();
        await forge.MustAsync("POST", $"orgs/{organization}/repos", new { name = "orders" });
        await AddAsync(
            new
            {
                org = organization,
                fault = "server-error",
                status = 503,
            });
        await forge.SendAsync("PUT", $"repos/{organization}/orders/topics", new { names = Array.Empty<string>() });
        await forge.GetAsync($"repos/{organization}/orders");

        var requests = (await forge.MustAsync("GET", $"_forge/requests?org={organization}")).AsArray();

        Assert.Equal(
            [
                ("POST", "/orgs/{org}/repos", 201, true, ""),
                ("PUT", $"{Repository}/topics", 503, true, "server-error"),
                ("GET", Repository, 200, false, ""),
            ],
            requests.Select(each =>
                ($"{each!["method"]}", $"{each["route"]}", (int)each["status"]!, (bool)each["mutating"]!, $"{each["fault"]}")));
    }

    [Fact]
    public async Task Faults_of_one_organization_do_not_touch_another_and_can_be_cleared()
    {
        var (broken, fine) = (forge.NewOrganization(), forge.NewOrganization());
        await AddAsync(
            new
            {
                org = broken,
                fault = "server-error",
                times = 100,
            });

        Assert.Equal(502, (await forge.SendAsync("POST", $"orgs/{broken}/repos", new { name = "a" })).Status);
        Assert.Equal(201, (await forge.SendAsync("POST", $"orgs/{fine}/repos", new { name = "a" })).Status);
        await forge.MustAsync("DELETE", $"_forge/faults?org={broken}");
        Assert.Equal(201, (await forge.SendAsync("POST", $"orgs/{broken}/repos", new { name = "a" })).Status);
        Assert.Equal(
            422,
            (await forge.SendAsync("POST", "_forge/faults", new { org = broken, fault = "unheard-of" })).Status);
    }

    private async Task<string> HookedAsync(WebhookReceiver receiver, string fault, int delayMilliseconds = 2000)
    {
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync(
            "POST",
            $"{repository}/hooks",
            new { config = new { url = receiver.Url, content_type = "json" } });
        await AddAsync(
            new
            {
                org = repository.Split('/')[1],
                fault,
                @event = "push",
                delayMilliseconds,
            });
        return repository;
    }

    private Task<System.Text.Json.Nodes.JsonNode> AddAsync(object rule) => forge.MustAsync("POST", "_forge/faults", rule);

    private async Task<List<int>> StatusesAsync(string method, string path, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            statuses.Add((await forge.SendAsync(method, path)).Status);
        }

        return statuses;
    }
}
