using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Octokit;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog.Backstage;

/// <summary>Beside a Backstage the platform reads and changes nothing outside.</summary>
public sealed class ShadowModeTests : IAsyncLifetime
{
    private PlatformHost _host = null!;
    private ForgeDriver _forge = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(settings => settings["BackstageShadowUrl"] = "http://127.0.0.1:1/");
        _forge = await ForgeDriver.OfAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _forge.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Repositories_are_read()
    {
        var name = $"s{Guid.NewGuid():N}"[..12];
        await _forge.CreateRepositoryAsync(name);
        await _forge.CommitFileAsync(name, "a.yaml", new EntityBuilder().Named(name).Text());
        var target = $"{_forge.Url}{_host.Organization}/{name}/blob/main/a.yaml";

        using var answer = await _host.Client.PostAsJsonAsync("catalog/locations", new { type = "url", target }, Cancel);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await _host.EntityAsync("component", name, Cancel);
    }

    [Fact]
    public async Task A_scaffold_fails_with_the_reason_and_leaves_nothing()
    {
        var scaffolder = new ScaffolderClient(_host.Client);
        var name = $"s{Guid.NewGuid():N}"[..12];
        var values = new JsonObject
        {
            ["name"] = name,
            ["description"] = "A service",
            ["owner"] = "group:default/team",
            ["system"] = "shop",
            ["organization"] = _host.Organization,
        };

        var task = await scaffolder.CreateAsync("node-service", values, Cancel);
        var events = await scaffolder.FollowAsync(task, Cancel);

        Assert.Equal("failed", (string)(await scaffolder.GetAsync(task, Cancel))["status"]!);
        Assert.Contains(events, entry => entry.Body.Message.Contains("Shadow mode", StringComparison.Ordinal));
        Assert.Empty(await MutationsAsync());
    }

    [Fact]
    public async Task No_method_that_changes_something_gets_through_the_one_client()
    {
        var client = _host.Services.GetRequiredService<IGitHubClient>();
        Func<Task>[] attempts =
        [
            () => client.Repository.Create(_host.Organization, new NewRepository("any")),
            () => client.Issue.Create(_host.Organization, "any", new NewIssue("any")),
            () => client.PullRequest.Create(_host.Organization, "any", new NewPullRequest("any", "a", "b")),
            () => client.Check.Run.Create(_host.Organization, "any", new NewCheckRun("any", "sha")),
            () => client.Repository.Hooks.Create(
                _host.Organization, "any", new NewRepositoryHook("web", new Dictionary<string, string>())),
            () => client.Repository.Edit(_host.Organization, "any", new RepositoryUpdate()),
            () => client.Repository.ReplaceAllTopics(_host.Organization, "any", new RepositoryTopics(["any"])),
            () => client.Repository.Delete(_host.Organization, "any"),
            () => client.Connection.Post(new Uri("graphql", UriKind.Relative)),
        ];

        foreach (var attempt in attempts)
        {
            Assert.Contains("Shadow mode", (await Assert.ThrowsAsync<ForbiddenException>(attempt)).Message);
        }

        Assert.Empty(await MutationsAsync());
    }

    [Fact]
    public async Task Whoever_asks_first_hears_of_it_and_what_the_source_control_refuses_is_final()
    {
        Assert.False(_host.Services.GetRequiredService<OutsideWrites>().AreAllowed);
        var control = _host.Services.GetRequiredService<ISourceControl>();
        var request = new Core.Scaffolding.Publishing.RepositoryRequest(
            "task", RepositoryName.Parse($"{_host.Organization}/any"), "Any");

        var refused = await control.CreateOrAdoptAsync(request, Cancel);

        Assert.Equal("repository-forbidden", refused.Problems.Single().Code);
    }

    private async Task<IReadOnlyList<JsonNode>> MutationsAsync()
    {
        var services = await TestServices.Instance;
        using var forge = new HttpClient { BaseAddress = services.ForgeUrl };
        forge.DefaultRequestHeaders.Authorization = new("Bearer", services.ForgeToken);
        var requests = await forge.GetFromJsonAsync<JsonArray>($"_forge/requests?org={_host.Organization}", Cancel);
        // What the test itself does, in the place of people, names its repositories.
        return [.. requests!.OfType<JsonNode>().Where(request => (bool)request["mutating"]!)];
    }
}
