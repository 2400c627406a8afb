using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>A whole service from the request to production, by real events only.</summary>
public sealed class OnboardingTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_is_followed_from_the_request_to_production()
    {
        var name = fixture.NewName();
        var task = await fixture.Scaffolder.CreateAsync("green", fixture.Values(name), Cancel);
        await fixture.Scaffolder.FollowAsync(task, Cancel);
        var before = await ReachedAsync(task, "requested", "repositoryCreated", "firstCiGreen", "catalogVisible");
        var requested = DateTimeOffset.Parse((string)before["requestedAt"]!, CultureInfo.InvariantCulture);

        await DeployedAsync(name, "staging-eu", requested.AddMinutes(10));
        await DeployedAsync(name, "prod", requested.AddMinutes(30));
        await DeployedAsync(name, "prod", requested.AddMinutes(20));

        var told = await ReachedAsync(
            task, "requested", "repositoryCreated", "firstCiGreen", "catalogVisible", "stagingDeployed", "productionDeployed");
        Assert.Null(told["waitingFor"]);
        // The second that came had happened first.
        Assert.Equal(20 * 60, (double)told["totalSeconds"]!);
        Assert.Equal("completed", (string)told["status"]!);
        var path = told["criticalPath"]!;
        Assert.Contains(
            path["segments"]!.AsArray(), segment => ((string)segment!["sentence"]!).Contains("CI ran", StringComparison.Ordinal));
        Assert.Contains("went by until the first deployment to", (string)path["longest"]!, StringComparison.Ordinal);
        var window = await GetAsync("scaffolder/v2/onboarding?template=green");
        var production = window["milestones"]!.AsArray().Single(one => (string)one!["milestone"]! == "productionDeployed")!;
        Assert.True((int)production["reached"]! >= 1);
    }

    [Fact]
    public async Task A_repository_and_the_platform_tell_the_same_origin_and_it_renders_again()
    {
        var name = fixture.NewName();
        var task = await fixture.Scaffolder.CreateAsync("plain", fixture.Values(name), Cancel);
        await fixture.Scaffolder.FollowAsync(task, Cancel);

        var record = (await GetAsync($"scaffolder/provenance/{fixture.Host.Organization}/{name}"))["items"]![0]!;

        Assert.Equal(task.Value, (string)record["task"]!);
        Assert.Equal("template:default/plain", (string)record["template"]!);
        Assert.Matches("^[0-9a-f]{64}$", (string)record["version"]!["hash"]!);
        Assert.Equal(name, (string)record["parameters"]!["name"]!);
        var contents = (IContentStore)fixture.Host.Services.GetService(typeof(IContentStore))!;
        var tree = await contents.LoadAsync((string)record["base"]!["manifest"]!, Cancel);
        Assert.Equal((string)record["base"]!["hash"]!, tree.Fingerprint());
        Assert.Contains("README.md", tree.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_service_that_is_proposed_to_a_repository_tells_its_origin_too()
    {
        fixture.Templates.WithService("part").Write("part/template.yaml", Part);
        var name = fixture.NewName();
        var whole = await fixture.Scaffolder.CreateAsync("plain", fixture.Values(name), Cancel);
        await fixture.Scaffolder.FollowAsync(whole, Cancel);

        var part = await fixture.Scaffolder.CreateAsync("part", fixture.Values(name), Cancel);
        var events = await fixture.Scaffolder.FollowAsync(part, Cancel);

        Assert.Null(events[^1].Body.Error);
        var records = (await GetAsync($"scaffolder/provenance/{fixture.Host.Organization}/{name}"))["items"]!.AsArray();
        Assert.Equal(
            [(part.Value, "parts/one/"), (whole.Value, "")],
            records.Select(record => ((string)record!["task"]!, (string)record["folder"]!)));
    }

    private const string Part = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: part
        spec:
          type: service
          parameters:
            - properties:
                name: { type: string }
                organization: { type: string }
          steps:
            - id: fetch
              name: Fetch
              action: fetch:template
              input:
                url: ./skeleton
                values: { name: '${{ parameters.name }}-part' }
            - id: propose
              name: Propose
              action: publish:github:pull-request
              input:
                repoUrl: github.com?owner=${{ parameters.organization }}&repo=${{ parameters.name }}
                branchName: add-part
                title: Add a part
                description: It is made by a template.
                targetPath: parts/one

        """;

    [Fact]
    public async Task What_nobody_made_has_no_origin()
    {
        var answer = await fixture.Host.Client.GetAsync(
            $"scaffolder/provenance/{fixture.Host.Organization}/nothing-there", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("from=yesterday", "instant-invalid")]
    [InlineData("from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z", "window-invalid")]
    [InlineData("template=template:", "template-ref-invalid")]
    public async Task A_window_that_is_none_is_refused(string query, string code)
    {
        var answer = await fixture.Host.Client.GetAsync($"scaffolder/v2/onboarding?{query}", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private async Task<JsonObject> ReachedAsync(TaskId task, params string[] milestones)
    {
        JsonObject told = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                told = await GetAsync($"scaffolder/v2/tasks/{task}/onboarding");
                return milestones.All(milestone => told["phases"]!.AsArray()
                    .Any(phase => (string)phase!["milestone"]! == milestone && phase["at"] is not null));
            },
            Cancel,
            $"task {task} has reached {string.Join(", ", milestones)}");
        return told;
    }

    private async Task DeployedAsync(string component, string environment, DateTimeOffset at)
    {
        var deployed = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Guid.NewGuid().ToString(),
            ["source"] = "/tests",
            ["type"] = "dev.cdevents.service.deployed.0.2.0",
            ["time"] = at.ToString("O"),
            ["data"] = new JsonObject
            {
                ["context"] = new JsonObject
                {
                    ["version"] = "0.4.1",
                    ["id"] = Guid.NewGuid().ToString(),
                    ["source"] = "/tests",
                    ["type"] = "dev.cdevents.service.deployed.0.2.0",
                    ["timestamp"] = at.ToString("O"),
                },
                ["subject"] = new JsonObject
                {
                    ["id"] = component,
                    ["type"] = "service",
                    ["content"] = new JsonObject
                    {
                        ["environment"] = new JsonObject { ["id"] = environment },
                        ["artifactId"] = $"pkg:oci/{component}",
                    },
                },
                ["customData"] = new JsonObject(),
            },
        };
        using var content = JsonContent.Create(
            deployed, new System.Net.Http.Headers.MediaTypeHeaderValue("application/cloudevents+json"));
        var answer = await fixture.Host.Client.PostAsync("events", content, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<JsonObject> GetAsync(string path) =>
        JsonNode.Parse(await fixture.Host.Client.GetStringAsync(path, Cancel))!.AsObject();
}
