using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Scaffolding;

public sealed class CreateTaskTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_and_body_are_the_same_task_however_often_and_at_once()
    {
        var values = fixture.Values(fixture.NewName());

        var tasks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            fixture.Scaffolder.CreateAsync("plain", values, Cancel, idempotencyKey: "one-request")));

        var task = Assert.Single(tasks.Distinct());
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);
        Assert.Single(events, entry => entry.Body.Message.StartsWith("Beginning step Publish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_and_names_the_first_task()
    {
        var (values, others) = (fixture.Values(fixture.NewName()), fixture.Values(fixture.NewName()));
        var first = await fixture.Scaffolder.CreateAsync("plain", values, Cancel, idempotencyKey: "taken");

        using var second = await fixture.Scaffolder.PostAsync("plain", others, Cancel, idempotencyKey: "taken");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        var text = await second.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("idempotency-key-taken", text, StringComparison.Ordinal);
        Assert.Contains(first.Value, text, StringComparison.Ordinal);
        await fixture.Scaffolder.FollowAsync(first, Cancel);
    }

    [Fact]
    public async Task Keys_of_two_callers_have_nothing_to_do_with_each_other()
    {
        using var other = await fixture.Host.ClientWithAsync(Role.Scaffolder);
        var values = fixture.Values(fixture.NewName());

        var mine = await fixture.Scaffolder.CreateAsync("plain", values, Cancel, idempotencyKey: "shared");
        var theirs = await new ScaffolderClient(other).CreateAsync("plain", values, Cancel, idempotencyKey: "shared");

        Assert.NotEqual(mine, theirs);
        await Task.WhenAll(fixture.Scaffolder.FollowAsync(mine, Cancel), fixture.Scaffolder.FollowAsync(theirs, Cancel));
    }

    [Fact]
    public async Task All_wrong_values_are_named_at_once_as_Backstage_does()
    {
        var values = new JsonObject { ["name"] = "Not Valid", ["description"] = 7 };

        using var response = await fixture.Scaffolder.PostAsync("plain", values, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["errors"]!.AsArray();
        Assert.Equal(
            ["description", "name", "organization"],
            errors.Select(error => error!["field"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.NotNull(error!["expected"]));
        Assert.Contains(errors, error => error!["property"]!.GetValue<string>() == "instance.name");
    }

    [Fact]
    public async Task A_required_value_that_is_left_out_has_its_default_which_the_task_keeps()
    {
        AddVariant("insistent", "required: [name, organization]", "required: [name, organization, description]");
        var name = fixture.NewName();

        var task = await fixture.Scaffolder.CreateAsync("insistent", fixture.Values(name), Cancel);

        var view = await fixture.Host.Client.GetFromJsonAsync<JsonObject>($"scaffolder/v2/tasks/{task}", Cancel);
        Assert.Equal("A service", view!["spec"]!["parameters"]!["description"]!.GetValue<string>());
        await fixture.Scaffolder.FollowAsync(task, Cancel);
        var repository = await fixture.Forge.FindAsync($"repos/{fixture.Host.Organization}/{name}", Cancel);
        Assert.Equal("A service", repository!["description"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_default_is_judged_as_what_the_requester_writes_is()
    {
        AddVariant("wrong-by-default", "default: A service", "default: 7");

        using var response = await fixture.Scaffolder.PostAsync(
            "wrong-by-default", fixture.Values(fixture.NewName()), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.Equal("description", Assert.Single(answer["errors"]!.AsArray())!["field"]!.GetValue<string>());
    }

    public static TheoryData<string, HttpStatusCode, string> WrongBodies => new()
    {
        { """{"templateRef":"template:default/nowhere","values":{}}""", HttpStatusCode.NotFound, "template-unknown" },
        {
            """{"templateRef":"plain","values":{},"secrets":{"token":"t"}}""",
            HttpStatusCode.BadRequest, "secret-too-short"
        },
        { """{"values":{}}""", HttpStatusCode.BadRequest, "template-ref-invalid" },
        { """{"templateRef":"plain","values":[]}""", HttpStatusCode.BadRequest, "values-invalid" },
        { """{"templateRef":"plain","value":{}}""", HttpStatusCode.BadRequest, "field-unknown" },
        { """{"templateRef":"plain","keepOnFailure":"yes"}""", HttpStatusCode.BadRequest, "keep-on-failure-invalid" },
        { "not json", HttpStatusCode.BadRequest, "body-not-json" },
    };

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public async Task A_wrong_request_is_refused_with_a_code(string body, HttpStatusCode status, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await fixture.Host.Client.PostAsync(
            new Uri("scaffolder/v2/tasks", UriKind.Relative), content, Cancel);

        Assert.Equal(status, response.StatusCode);
        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.Contains(answer["error"]!["errors"]!.AsArray(), error => error!["code"]!.GetValue<string>() == code);
    }

    [Fact]
    public async Task An_unknown_template_is_answered_with_those_that_there_are()
    {
        using var response = await fixture.Scaffolder.PostAsync("nowhere", [], Cancel);

        Assert.Contains("template:default/green", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_that_does_not_exist_refuses_the_request()
    {
        AddVariant("strange", "catalog:register", "make:coffee");

        using var response = await fixture.Scaffolder.PostAsync("strange", fixture.Values(fixture.NewName()), Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("make:coffee", text, StringComparison.Ordinal);
        Assert.Contains("fetch:template", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_may_not_make_a_task()
    {
        using var reader = await fixture.Host.ClientWithAsync(Role.Reader);

        using var response = await new ScaffolderClient(reader).PostAsync("plain", fixture.Values(fixture.NewName()), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_task_that_does_not_exist_is_not_found_anywhere()
    {
        foreach (var path in new[] { "", "/events", "/eventstream" })
        {
            foreach (var id in new[] { "nonsense", TaskId.New(TimeProvider.System).Value })
            {
                using var response = await fixture.Host.Client.GetAsync($"scaffolder/v2/tasks/{id}{path}", Cancel);
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            }
        }
    }

    [Fact]
    public async Task A_template_shows_its_form()
    {
        var form = await fixture.Host.Client.GetFromJsonAsync<JsonObject>(
            "scaffolder/v2/templates/default/template/plain/parameter-schema", Cancel);

        Assert.Equal("A service for tests", form!["title"]!.GetValue<string>());
        Assert.Equal("string", form["steps"]![0]!["schema"]!["properties"]!["name"]!["type"]!.GetValue<string>());
    }

    /// <summary>A template like the others but for one text.</summary>
    private void AddVariant(string name, string text, string replacement)
    {
        var path = $"{name}/template.yaml";
        var definition = File.ReadAllText(Path.Combine(fixture.Templates.WithService(name).Path, path));
        Assert.Contains(text, definition, StringComparison.Ordinal);
        fixture.Templates.Write(path, definition.Replace(text, replacement, StringComparison.Ordinal));
    }
}
