using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Cli;
using Platform.Functions.Tests.Cli;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Scaffolding.Remote;

namespace Platform.Functions.Tests.Scaffolding.Remote;

public sealed class RemoteActionTests(RemoteFixture fixture) : IClassFixture<RemoteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_answers_at_once_gives_the_steps_outputs()
    {
        fixture.Templates.WithDesks("quick-desk", [("one", RemoteTemplate.Quick)]);

        var events = await RunAsync("quick-desk");

        Assert.StartsWith("3-", (string?)events[^1].Body.Output!["one"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_takes_its_time_reports_progress_into_the_log_and_its_end_wakes_the_task()
    {
        fixture.Templates.WithDesks("slow-desk", [("one", RemoteTemplate.Slow)]);

        var events = await RunAsync("slow-desk");

        Assert.Single(events, entry => entry.Body.Message == "looking for a desk (50 %)" && entry.Body.StepId == "one");
        Assert.StartsWith("3-", (string?)events[^1].Body.Output!["one"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_listed_and_pinned_as_every_action()
    {
        fixture.Templates.WithDesks("pinned-desk", [("one", $"{RemoteTemplate.Quick}@1")])
            .WithDesks("newer-desk", [("one", $"{RemoteTemplate.Quick}@2")]);

        var listed = await fixture.Host.Client.GetFromJsonAsync<JsonArray>("scaffolder/v2/actions", Cancel);
        using var newer = await fixture.Scaffolder.PostAsync("newer-desk", new JsonObject { ["floor"] = 3 }, Cancel);

        var action = Assert.Single(listed!, action => (string?)action!["id"] == RemoteTemplate.Quick)!;
        Assert.Equal("integer", (string?)action["schema"]!["input"]!["properties"]!["floor"]!["type"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, newer.StatusCode);
        Assert.Equal(StepStatus.Completed, (await RunAsync("pinned-desk"))[^1].Body.Status);
    }

    [Fact]
    public async Task A_template_with_a_pin_that_is_gone_is_listed_with_what_is_wrong()
    {
        fixture.Templates.WithDesks("listed-desk", [("one", $"{RemoteTemplate.Quick}@1")])
            .WithDesks("gone-desk", [("one", $"{RemoteTemplate.Quick}@7")]);

        var listed = (await fixture.Host.Client.GetFromJsonAsync<JsonObject>("scaffolder/v2/templates", Cancel))!["items"]!
            .AsArray().ToDictionary(item => (string)item!["ref"]!, item => item!["problems"]!.AsArray());

        Assert.Empty(listed["template:default/listed-desk"]);
        Assert.Equal(
            "action-version-unknown", (string?)Assert.Single(listed["template:default/gone-desk"])!["code"]);
    }

    [Fact]
    public async Task Templates_are_judged_by_the_actions_of_a_platform()
    {
        using var folder = new TemplateFolder().WithDesks("known", [("one", RemoteTemplate.Quick)])
            .WithDesks("unknown", [("one", $"{RemoteTemplate.Quick}@7")]);
        Dictionary<string, string> key = new()
        {
            ["PLATFORM_API_KEY"] = fixture.Host.Client.DefaultRequestHeaders.Authorization!.Parameter!,
        };
        string[] lint = ["templates", "lint", folder.Path, "--json"];

        var alone = await CommandProcess.RunAsync(Cancel, lint);
        var asked = await CommandProcess.RunAsync(
            key, Cancel, [.. lint, "--platform", fixture.Host.ApiAddress.AbsoluteUri]);

        Assert.Equal(2, alone.Lines.Count(line => (string?)line["code"] == "action-unknown"));
        var error = Assert.Single(asked.Lines, line => (string?)line["severity"] == "error");
        Assert.Equal("action-version-unknown", (string?)error["code"]);
        Assert.Equal(ExitCode.InputAtFault, asked.Status);
    }

    [Fact]
    public async Task When_a_later_step_fails_the_service_takes_back_what_it_did()
    {
        fixture.Templates.WithDesks("desk-in-vain", [("one", RemoteTemplate.Quick)], """
                - id: broken
                  name: Fails
                  action: fs:rename
                  input:
                    files: [{ from: nothing, to: something }]
            """);

        var events = await RunAsync("desk-in-vain");

        Assert.Equal(StepStatus.Failed, events[^1].Body.Status);
        Assert.Contains(events, entry => entry.Body.Message == $"{RemoteTemplate.Quick} took it back. gave the desk back");
        Assert.DoesNotContain(
            fixture.Quick.Effects.Keys, key => key.Contains(events[0].TaskId.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outputs_that_were_not_announced_fail_the_step()
    {
        fixture.Templates.WithDesks("odd-desk", [("one", RemoteFixture.Told)]);
        fixture.Service.Answer = (call, http) =>
            call.Body.Contains("\"invoke\"", StringComparison.Ordinal)
                ? http.Response.WriteAsync("""{"output":{"chair":"3-1"}}""", Cancel)
                : Task.CompletedTask;

        var events = await RunAsync("odd-desk");

        Assert.All(
            events[^1].Body.Error!.Problems, problem => Assert.Equal("remote-output-invalid", problem.Code));
    }

    [Fact]
    public async Task A_task_whose_host_and_services_die_again_and_again_ends_with_one_effect_for_each_key()
    {
        fixture.Templates.WithDesks("killed-desks", [("quick", RemoteTemplate.Quick), ("slow", RemoteTemplate.Slow)]);
        await using var quick = await NodeAction.StartAsync("server.mjs", 0, Cancel);
        await using var slow = await NodeAction.StartAsync("slow.mjs", 0.5, Cancel);
        await using var host = await TestKit.Hosting.HostProcess.StartAsync(Cancel, settings =>
        {
            settings["TemplatesDirectory"] = fixture.Templates.Path;
            settings[NodeAction.SecretSetting] = NodeAction.Secret;
        });
        await quick.RegisterAsync(host.Client, RemoteTemplate.Quick, Cancel);
        await slow.RegisterAsync(host.Client, RemoteTemplate.Slow, Cancel);

        var kill = new RemoteKill(host, [quick, slow], "killed-desks", inFlight: 2, new Random(7));
        var result = await kill.RunAsync(kills: 5, TestContext.Current.TestOutputHelper!.WriteLine, Cancel);

        Assert.True(result.Violations.Count == 0, $"{string.Join('\n', result.Violations)}\n{host.Output}");
        Assert.Equal(2 * result.Tasks, result.Effects);
    }

    private async Task<IReadOnlyList<TaskEvent>> RunAsync(string template)
    {
        var task = await fixture.Scaffolder.CreateAsync(template, new JsonObject { ["floor"] = 3 }, Cancel);
        return await fixture.Scaffolder.FollowAsync(task, Cancel);
    }
}
