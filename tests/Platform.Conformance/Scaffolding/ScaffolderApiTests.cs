using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Scaffolding;

/// <summary>The rest of Backstage's scaffolder API, as its clients see it.</summary>
[Covers("ScaffolderCancelTask", "ScaffolderRetryTask", "ScaffolderListTasks")]
[Covers("ScaffolderDryRun", "ScaffolderTemplatingExtensions", "ScaffolderAutocomplete")]
public sealed class ScaffolderApiTests(PlatformUnderTest platform)
{
    private const string Nobody = "scaffolder/v2/tasks/00000000-0000-7000-8000-000000000000";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"{Nobody}/cancel")]
    [InlineData($"{Nobody}/retry")]
    public async Task What_is_said_to_a_task_that_is_not_there_is_answered_with_404(string route)
    {
        using var answer = await platform.Client.PostAsJsonAsync(route, new JsonObject(), Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "task-not-found");
    }

    [Fact]
    public async Task Tasks_are_listed_by_the_page_with_their_number()
    {
        using var answer = await platform.Client.GetAsync(
            "scaffolder/v2/tasks?limit=1&order=asc:created_at&status=failed", Cancel);

        var page = await answer.JsonAsync(HttpStatusCode.OK);
        Assert.True(page["tasks"]!.AsArray().Count <= 1);
        Assert.True((int)page["totalTasks"]! >= page["tasks"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("status=sleeping", "status-invalid")]
    [InlineData("order=newest", "order-invalid")]
    [InlineData("limit=many", "number-invalid")]
    public async Task A_wrong_question_for_tasks_is_refused(string query, string code)
    {
        using var answer = await platform.Client.GetAsync($"scaffolder/v2/tasks?{query}", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", code);
    }

    [Fact]
    public async Task Filters_and_globals_are_described()
    {
        using var answer = await platform.Client.GetAsync("scaffolder/v2/templating-extensions", Cancel);

        var extensions = await answer.JsonAsync(HttpStatusCode.OK);
        Assert.NotEmpty((string)extensions["filters"]!["parseRepoUrl"]!["description"]!);
        Assert.NotNull(extensions["globals"]!["functions"]!["range"]);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_made()
    {
        using var answer = await platform.Client.PostAsJsonAsync("scaffolder/v2/dry-run", new JsonObject
        {
            ["template"] = JsonNode.Parse("""
                {
                  "apiVersion": "scaffolder.backstage.io/v1beta3", "kind": "Template", "metadata": { "name": "dry" },
                  "spec": {
                    "type": "service",
                    "steps": [{ "id": "fetch", "action": "fetch:plain", "input": { "url": "./skeleton" } }]
                  }
                }
                """),
            ["values"] = new JsonObject(),
            ["directoryContents"] = new JsonArray(new JsonObject { ["path"] = "skeleton/a.txt", ["base64Content"] = "YQ==" }),
        }, Cancel);

        var dry = await answer.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("YQ==", (string)dry["directoryContents"]![0]!["base64Content"]!);
        Assert.Equal("fetch", (string)dry["steps"]![0]!["id"]!);
        Assert.Contains("fetch", dry["log"]!.AsArray().Select(line => (string?)line!["body"]!["stepId"]));
    }

    [Theory]
    [InlineData("nobody/repositories", "provider-unsupported")]
    [InlineData("github/nothing", "resource-unsupported")]
    [InlineData("github/repositories", "owner-missing")]
    public async Task What_can_not_be_completed_is_refused(string route, string code)
    {
        using var answer = await platform.Client.PostAsJsonAsync(
            $"scaffolder/v2/autocomplete/{route}", new JsonObject { ["token"] = "t", ["context"] = new JsonObject() }, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", code);
    }
}
