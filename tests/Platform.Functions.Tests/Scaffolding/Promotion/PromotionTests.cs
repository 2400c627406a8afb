using System.Net;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Scaffolding.Promotion;

public sealed class PromotionTests(PromotionFixture fixture) : IClassFixture<PromotionFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_whose_tests_and_canary_are_green_becomes_what_everybody_is_offered()
    {
        fixture.Templates.WithService("good", "echo all is well").Write("good/template.tests.yaml", PromotionFixture.Tests);
        using var before = await fixture.Scaffolder.PostAsync("good", fixture.Values(fixture.NewName()), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Contains("template-not-promoted", await before.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        var first = await NewestAsync("good");
        var state = await PromoteAsync("good", first);

        Assert.Equal("passed", (string)state["status"]!);
        Assert.True((bool)state["isStable"]!);
        var canary = (string)state["verification"]!["canary"]!;
        var task = await GetAsync($"scaffolder/v2/tasks/{canary}");
        Assert.Equal("completed", (string)task["status"]!);
        var made = (string)task["spec"]!["parameters"]!["name"]!;
        Assert.Null(await fixture.Forge.FindAsync($"repos/{fixture.Canaries}/{made}", Cancel));
        Assert.Equal(first, (string)(await ListedAsync("good"))["stable"]!);
        var audit = await fixture.Host.Client.GetStringAsync("audit?subject=template:default/good", Cancel);
        Assert.Contains("template promotion", audit, StringComparison.Ordinal);

        // A change is offered to nobody but those who ask for it.
        fixture.Templates.Write("good/skeleton/more.txt", "more");
        var second = await NewestAsync("good");
        Assert.NotEqual(first, second);
        Assert.Equal(first, await VersionOfTaskAsync(channel: null));
        Assert.Equal(second, await VersionOfTaskAsync("staging"));
    }

    [Theory]
    [InlineData("red", "ci-run-failed")]
    [InlineData("plain", "canary-not-green")]
    public async Task A_version_whose_canary_is_not_green_is_not_promoted(string template, string code)
    {
        var hash = await NewestAsync(template);

        var state = await PromoteAsync(template, hash);

        Assert.Equal("failed", (string)state["status"]!);
        Assert.False((bool)state["isStable"]!);
        Assert.Equal(code, (string)state["verification"]!["problems"]![0]!["code"]!);
    }

    [Fact]
    public async Task A_version_whose_tests_fail_makes_no_canary()
    {
        fixture.Templates.WithService("wrong", "true").Write(
            "wrong/template.tests.yaml", "cases: [{ name: a file is missing, values: { name: a, organization: b }, "
                + "expect: { files: [nowhere.txt] } }]\n");

        var state = await PromoteAsync("wrong", await NewestAsync("wrong"));

        Assert.Equal("test-failed", (string)state["verification"]!["problems"]![0]!["code"]!);
        Assert.Null(state["verification"]!["canary"]);
    }

    [Fact]
    public async Task Only_admins_promote_and_only_what_there_is()
    {
        var hash = await NewestAsync("green");
        using var scaffolder = await fixture.Host.ClientWithAsync(Role.Scaffolder);
        using var refused = await scaffolder.PostAsync(PathOf("green", hash), null, Cancel);
        using var unknown = await fixture.Host.Client.PostAsync(PathOf("green", new string('0', 64)), null, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static string PathOf(string template, string hash) =>
        $"scaffolder/v2/templates/default/template/{template}/versions/{hash}/promotion";

    private async Task<JsonObject> PromoteAsync(string template, string hash)
    {
        using var started = await fixture.Host.Client.PostAsync(PathOf(template, hash), null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        JsonObject state = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                state = await GetAsync(PathOf(template, hash));
                return (string)state["status"]! is "passed" or "failed";
            },
            Cancel,
            $"{template} was tried",
            TimeSpan.FromMinutes(3));
        return state;
    }

    private async Task<string> NewestAsync(string template) =>
        (string)(await GetAsync($"scaffolder/v2/templates/default/template/{template}/versions"))["newest"]!;

    private async Task<JsonNode> ListedAsync(string template) => (await GetAsync("scaffolder/v2/templates"))["items"]!.AsArray()
        .Single(item => (string)item!["ref"]! == $"template:default/{template}")!["state"]!;

    private async Task<string> VersionOfTaskAsync(string? channel)
    {
        var body = new JsonObject
        {
            ["templateRef"] = "template:default/good",
            ["values"] = fixture.Values(fixture.NewName()),
        };
        if (channel is not null)
        {
            body["channel"] = channel;
        }

        using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await fixture.Host.Client.PostAsync("scaffolder/v2/tasks", content, Cancel);
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["id"]!;
        await fixture.Scaffolder.FollowAsync(Platform.Core.Scaffolding.Tasks.TaskId.Parse(id), Cancel);
        return (string)(await GetAsync($"scaffolder/v2/tasks/{id}"))["spec"]!["templateInfo"]!["version"]!["contentHash"]!;
    }

    private async Task<JsonObject> GetAsync(string path) =>
        JsonNode.Parse(await fixture.Host.Client.GetStringAsync(path, Cancel))!.AsObject();
}
