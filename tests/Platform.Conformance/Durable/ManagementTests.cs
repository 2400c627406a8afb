using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Scaffolding;
using Platform.Conformance.Target;

namespace Platform.Conformance.Durable;

/// <summary>What operators ask of orchestrations by the durable extension's own API, tried on those of ended tasks.</summary>
public sealed class ManagementTests(PlatformUnderTest platform)
{
    private readonly Scaffolder _scaffolder = new(platform);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_ended_instance_shows_what_it_was_and_what_came_of_it()
    {
        var task = await EndedTaskAsync();

        using var answer = await SendAsync(HttpMethod.Get, $"instances/{task}");
        var instance = await answer.JsonAsync();

        Assert.Equal((task, "Scaffold_v1"), ((string)instance["instanceId"]!, (string)instance["name"]!));
        Assert.Equal("Completed", (string)instance["runtimeStatus"]!);
        Assert.NotNull(instance["customStatus"]!["percent"]);
        Assert.True(DateTimeOffset.TryParse((string)instance["createdTime"]!, out _));
        Assert.True(DateTimeOffset.TryParse((string)instance["lastUpdatedTime"]!, out _));
    }

    [Fact]
    public async Task Instances_are_listed_in_pages()
    {
        string[] tasks = [await EndedTaskAsync(), await EndedTaskAsync()];
        List<string> listed = [];
        string? token = null;

        do
        {
            var before = token;
            using var answer = await SendAsync(
                HttpMethod.Get,
                "instances?top=1&runtimeStatus=Completed",
                request => request.Headers.Add("x-ms-continuation-token", before ?? string.Empty));
            var page = (await answer.JsonAsync()).AsArray();
            Assert.InRange(page.Count, 0, 1);
            listed.AddRange(page.Select(instance => (string)instance!["instanceId"]!));
            token = answer.Headers.TryGetValues("x-ms-continuation-token", out var next) ? next.Single() : null;
        }
        while (!string.IsNullOrEmpty(token) && tasks.Except(listed).Any());

        Assert.Empty(tasks.Except(listed));
        Assert.Equal(listed.Distinct(), listed);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/raiseEvent/anything")]
    [InlineData("POST", "/terminate")]
    [InlineData("POST", "/suspend")]
    [InlineData("DELETE", "")]
    public async Task An_instance_that_never_was_is_not_found(string method, string below)
    {
        using var answer = await SendAsync(HttpMethod.Parse(method), $"instances/never-was{below}", WithJson);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("raiseEvent/anything")]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    public async Task An_ended_instance_takes_nothing_more(string command)
    {
        var task = await EndedTaskAsync();

        using var answer = await SendAsync(HttpMethod.Post, $"instances/{task}/{command}", WithJson);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Fact]
    public async Task A_purged_instance_is_gone_and_its_task_still_tells_its_story()
    {
        var task = await EndedTaskAsync();

        using var purged = await SendAsync(HttpMethod.Delete, $"instances/{task}");
        using var gone = await SendAsync(HttpMethod.Get, $"instances/{task}");

        Assert.Equal(1, (int)(await purged.JsonAsync())["instancesDeleted"]!);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("failed", (string)(await _scaffolder.GetAsync(task))["status"]!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_the_system_key_nobody_manages_anything(string? key)
    {
        platform.Need("PLATFORM_SYSTEM_KEY");
        var query = key is null ? string.Empty : $"?code={key}";

        using var listed = await platform.Client.GetAsync(Address($"instances{query}"), Cancel);
        using var deleted = await platform.Client.DeleteAsync(Address($"instances/any{query}"), Cancel);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (listed.StatusCode, deleted.StatusCode));
    }

    private static void WithJson(HttpRequestMessage request) =>
        request.Content = request.Method == HttpMethod.Post ? JsonContent.Create(new JsonObject()) : null;

    private Uri Address(string path) => new(platform.Root, $"runtime/webhooks/durabletask/{path}");

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? dress = null)
    {
        using var request = new HttpRequestMessage(method, Address(path));
        request.Headers.Add("x-functions-key", platform.SystemKey);
        dress?.Invoke(request);
        return await platform.Anonymous.SendAsync(request, Cancel);
    }

    /// <summary>A task's orchestration has the task's id.</summary>
    private async Task<string> EndedTaskAsync()
    {
        await _scaffolder.NeedTemplateAsync("conformance-broken");
        var task = await _scaffolder.CreateAsync(new JsonObject
        {
            ["templateRef"] = "template:default/conformance-broken",
            ["values"] = new JsonObject { ["name"] = "managed", ["organization"] = "acme" },
        });
        await _scaffolder.FollowAsync(task);
        await Eventually.FindAsync(
            async () =>
            {
                using var answer = await SendAsync(HttpMethod.Get, $"instances/{task}");
                return answer.StatusCode == HttpStatusCode.OK ? answer : null;
            },
            $"the orchestration of {task} has ended");
        return task;
    }
}
