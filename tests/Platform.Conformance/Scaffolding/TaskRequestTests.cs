using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Scaffolding;

/// <summary>What a client hears before any work begins.</summary>
[Covers("ScaffolderCreateTask", "ScaffolderGetTask", "ScaffolderListEvents", "ScaffolderStreamEvents")]
[Covers("ScaffolderListTemplates", "ScaffolderParameterSchema")]
[Covers("ScaffolderListApprovals", "ScaffolderDecideApproval", "ScaffolderRestartTask")]
public sealed class TaskRequestTests(PlatformUnderTest platform)
{
    private const string Broken = "conformance-broken";

    private readonly Scaffolder _scaffolder = new(platform);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, HttpStatusCode, string, string> WrongRequests => new()
    {
        {
            """{"templateRef":"template:default/nowhere","values":{}}""",
            HttpStatusCode.NotFound, "NotFoundError", "template-unknown"
        },
        {
            """{"templateRef":"template:default/nowhere","secrets":{"token":"t"}}""",
            HttpStatusCode.BadRequest, "InputError", "secret-too-short"
        },
        { """{"values":{}}""", HttpStatusCode.BadRequest, "InputError", "template-ref-invalid" },
        { """{"templateRef":"x","values":[]}""", HttpStatusCode.BadRequest, "InputError", "values-invalid" },
        { """{"templateRef":"x","value":{}}""", HttpStatusCode.BadRequest, "InputError", "field-unknown" },
        { """{"templateRef":"x","keepOnFailure":"yes"}""", HttpStatusCode.BadRequest, "InputError", "keep-on-failure-invalid" },
        { "[]", HttpStatusCode.BadRequest, "InputError", "body-not-json" },
    };

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task A_wrong_request_is_refused_in_Backstages_form(string body, HttpStatusCode status, string name, string code)
    {
        using var answer = await _scaffolder.PostAsync(JsonNode.Parse(body)!);

        await answer.BackstageErrorAsync(status, name, code);
    }

    [Fact]
    public async Task All_wrong_values_are_named_at_once_as_Backstage_does()
    {
        await _scaffolder.NeedTemplateAsync(Broken);

        using var answer = await _scaffolder.PostAsync(Request(new JsonObject { ["name"] = "Not Valid", ["description"] = 7 }));

        var errors = (await answer.JsonAsync(HttpStatusCode.BadRequest))["errors"]!.AsArray();
        Assert.Equal(
            ["instance.description", "instance.name", "instance.organization"],
            errors.Select(error => (string)error!["property"]!).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.NotEmpty((string)error!["stack"]!));
    }

    [Fact]
    public async Task The_same_key_is_the_same_task_and_another_body_is_refused()
    {
        await _scaffolder.NeedTemplateAsync(Broken);
        var key = Guid.NewGuid().ToString();
        var request = Request(new JsonObject { ["name"] = "a", ["organization"] = "acme" });

        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _scaffolder.CreateAsync(request, key)));
        using var other = await _scaffolder.PostAsync(Request(new JsonObject { ["name"] = "b", ["organization"] = "acme" }), key);

        var task = Assert.Single(ids.Distinct());
        var error = await other.BackstageErrorAsync(HttpStatusCode.UnprocessableEntity, "InputError", "idempotency-key-taken");
        Assert.Contains(task, (string)error["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused()
    {
        using var answer = await _scaffolder.PostAsync(new JsonObject { ["templateRef"] = "x" }, new string('k', 5000));

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "idempotency-key-invalid");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/events")]
    [InlineData("/eventstream")]
    public async Task A_task_that_is_not_there_is_not_found(string below)
    {
        using var answer = await platform.Client.GetAsync($"scaffolder/v2/tasks/no-such-task{below}", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "task-not-found");
    }

    [Theory]
    [InlineData("events?after=x")]
    [InlineData("events?after=-1")]
    [InlineData("eventstream?after=1.5")]
    public async Task A_place_in_the_story_that_is_none_is_refused(string below)
    {
        using var answer = await platform.Client.GetAsync($"scaffolder/v2/tasks/any/{below}", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "after-invalid");
    }

    [Fact]
    public async Task A_template_shows_its_form()
    {
        await _scaffolder.NeedTemplateAsync(Broken);

        using var answer = await platform.Client.GetAsync(
            $"scaffolder/v2/templates/default/template/{Broken}/parameter-schema", Cancel);

        var form = await answer.JsonAsync();
        Assert.NotEmpty((string)form["title"]!);
        Assert.Equal("string", (string)form["steps"]![0]!["schema"]!["properties"]!["name"]!["type"]!);
    }

    [Fact]
    public async Task A_template_that_is_not_there_has_no_form()
    {
        using var answer = await platform.Client.GetAsync(
            "scaffolder/v2/templates/default/template/nowhere/parameter-schema", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "template-unknown");
    }

    [Fact]
    public async Task A_task_that_never_asked_has_no_approvals_and_takes_no_decision()
    {
        await _scaffolder.NeedTemplateAsync(Broken);
        var task = await _scaffolder.CreateAsync(Request(new JsonObject { ["name"] = "a", ["organization"] = "acme" }));
        var approvals = $"scaffolder/v2/tasks/{task}/approvals";

        using var listed = await platform.Client.GetAsync(approvals, Cancel);
        using var decided = await platform.Client.PostAsJsonAsync(
            $"{approvals}/none", new JsonObject { ["decision"] = "approve" }, Cancel);
        using var unclear = await platform.Client.PostAsJsonAsync(
            $"{approvals}/none", new JsonObject { ["decision"] = "perhaps" }, Cancel);

        Assert.Empty((await listed.JsonAsync())["approvals"]!.AsArray());
        await decided.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "approval-not-found");
        await unclear.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-format");
    }

    [Fact]
    public async Task A_restart_makes_a_task_that_names_the_one_before()
    {
        await _scaffolder.NeedTemplateAsync(Broken);
        var old = await _scaffolder.CreateAsync(Request(new JsonObject { ["name"] = "a", ["organization"] = "acme" }));
        await _scaffolder.FollowAsync(old);

        using var answer = await platform.Client.PostAsJsonAsync(
            $"scaffolder/v2/tasks/{old}/restart", new JsonObject { ["values"] = new JsonObject { ["name"] = "b" } }, Cancel);
        using var unknown = await platform.Client.PostAsJsonAsync(
            "scaffolder/v2/tasks/no-such-task/restart", new JsonObject(), Cancel);

        var task = (string)(await answer.JsonAsync(HttpStatusCode.Created))["id"]!;
        var spec = (await _scaffolder.GetAsync(task))["spec"]!;
        Assert.Equal(
            (old, "b", "acme"),
            ((string)spec["restartOf"]!, (string)spec["parameters"]!["name"]!, (string)spec["parameters"]!["organization"]!));
        await unknown.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "task-not-found");
    }

    private static JsonObject Request(JsonObject values) =>
        new() { ["templateRef"] = $"template:default/{Broken}", ["values"] = values };
}
