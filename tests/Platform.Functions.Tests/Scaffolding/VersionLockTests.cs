using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Platform.Functions.Tests.Scaffolding;

public sealed class VersionLockTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_that_pins_the_version_that_is_here_runs()
    {
        fixture.Templates.Write("pinned/template.yaml", Template("pinned", "debug:log@1"));

        var task = await fixture.Scaffolder.CreateAsync("pinned", [], Cancel);

        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);
        Assert.Contains(events, entry => entry.Body.Message == "said");
        Assert.Equal("completed", (string?)(await fixture.Scaffolder.GetAsync(task, Cancel))["status"]);
    }

    [Theory]
    [InlineData("gone", "debug:log@7", "action-version-unknown", "one of debug:log@1, or debug:log for the newest")]
    [InlineData("unknown", "make:coffee", "action-unknown", "debug:log")]
    public async Task A_template_whose_action_is_not_here_makes_no_task_and_is_told_where(
        string name, string action, string code, string expected)
    {
        fixture.Templates.Write($"{name}/template.yaml", Template(name, action));

        using var answer = await fixture.Scaffolder.PostAsync(name, [], Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel);
        var problem = Assert.Single(body!["error"]!["errors"]!.AsArray())!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Contains(expected, (string?)problem["expected"], StringComparison.Ordinal);
        Assert.Equal((9, 15), ((int)problem["place"]!["line"]!, (int)problem["place"]!["column"]!));
        Assert.Equal($"{name}/template.yaml", (string?)problem["place"]!["file"]);
    }

    private static string Template(string name, string action) => $$"""
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: {{name}}
        spec:
          type: service
          steps:
            - id: say
              action: {{action}}
              input:
                message: said
        """;
}
