using System.Net;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Scaffolding;

/// <summary>The orchestration behind a task as its requester sees it: story, success, failure, undo.</summary>
[Covers("Scaffold_v1", "ScaffolderCreateTask", "ScaffolderGetTask", "ScaffolderListEvents", "ScaffolderStreamEvents")]
public sealed class ScaffoldTests(PlatformUnderTest platform)
{
    private readonly Scaffolder _scaffolder = new(platform);
    private readonly string _name = $"conformance-{Guid.NewGuid():N}"[..20];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_becomes_a_repository_a_green_run_and_an_entity()
    {
        using var github = platform.SourceControl();

        var (task, events) = await RunAsync("conformance-green", github.Organization);

        Assert.True(events[^1]["body"]!["error"] is null, events[^1].ToJsonString());
        Assert.Equal(("completion", 100), ((string)events[^1]["type"]!, (int)events[^1]["body"]!["percent"]!));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(entry => (int)entry["id"]!));
        Assert.Equal($"component:default/{_name}", (string)events[^1]["body"]!["output"]!["links"]![1]!["entityRef"]!);
        var commits = (await github.FindAsync(_name, "/commits", Cancel))!.AsArray();
        Assert.Equal("initial commit", (string)Assert.Single(commits)!["commit"]!["message"]!);
        Assert.Equal(HttpStatusCode.OK, await EntityStatusAsync());
        var view = await _scaffolder.GetAsync(task);
        Assert.Equal((task, "completed"), ((string)view["id"]!, (string)view["status"]!));
        Assert.Equal(_name, (string)view["spec"]!["parameters"]!["name"]!);
        Assert.True(DateTimeOffset.TryParse((string)view["createdAt"]!, out _));
    }

    [Fact]
    public async Task A_red_first_run_takes_everything_back()
    {
        using var github = platform.SourceControl();

        var (task, events) = await RunAsync("conformance-red", github.Organization);

        Assert.Equal("ci-run-failed", Problem(events));
        Assert.Contains(events, entry =>
            ((string)entry["body"]!["message"]!).Contains("something is wrong", StringComparison.Ordinal));
        Assert.Null(await github.FindAsync(_name, string.Empty, Cancel));
        Assert.Equal(HttpStatusCode.NotFound, await EntityStatusAsync());
        Assert.Equal("failed", (string)(await _scaffolder.GetAsync(task))["status"]!);
    }

    [Fact]
    public async Task What_was_made_is_kept_when_the_requester_wants_it_so()
    {
        using var github = platform.SourceControl();

        var (_, events) = await RunAsync("conformance-red", github.Organization, keepOnFailure: true);

        Assert.Equal("ci-run-failed", Problem(events));
        Assert.NotNull(await github.FindAsync(_name, string.Empty, Cancel));
    }

    [Fact]
    public async Task A_repository_of_somebody_else_is_left_as_it_was()
    {
        using var github = platform.SourceControl();
        await github.CreateAsync(_name, "Somebody's", Cancel);

        var (_, events) = await RunAsync("conformance-green", github.Organization);

        Assert.Equal("repository-name-taken", Problem(events));
        var repository = (await github.FindAsync(_name, string.Empty, Cancel))!;
        Assert.Equal(("Somebody's", false), ((string)repository["description"]!, (bool)repository["archived"]!));
    }

    [Fact]
    public async Task A_file_that_can_not_be_rendered_fails_the_task_with_its_place()
    {
        var (task, events) = await RunAsync("conformance-broken", "acme");

        var problem = Assert.Single(events[^1]["body"]!["error"]!["problems"]!.AsArray())!;
        Assert.Equal(("skeleton/README.md", 1), ((string)problem["place"]!["file"]!, (int)problem["place"]!["line"]!));
        Assert.Equal("failed", (string)(await _scaffolder.GetAsync(task))["status"]!);
    }

    [Fact]
    public async Task The_story_can_be_read_from_any_place_by_poll_and_by_stream()
    {
        var (task, events) = await RunAsync("conformance-broken", "acme");
        var last = events[^1]["id"]!.ToJsonString();

        using var stream = await _scaffolder.OpenStreamAsync(task, lastEventId: last);
        var text = await stream.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        Assert.True(stream.Headers.CacheControl?.NoCache);
        Assert.Contains($"id: {last}\nevent: completion\ndata: ", text, StringComparison.Ordinal);
        Assert.Equal(
            events.Skip(2).Select(entry => entry.ToJsonString()),
            (await _scaffolder.EventsAsync(task, after: 2)).Select(entry => entry!.ToJsonString()));
    }

    [Fact]
    public async Task A_request_has_its_first_event_when_it_is_answered()
    {
        await _scaffolder.NeedTemplateAsync("conformance-broken");

        var task = await _scaffolder.CreateAsync(Request("conformance-broken", "acme", keepOnFailure: false));

        Assert.Equal(1, (int)(await _scaffolder.EventsAsync(task))[0]!["id"]!);
    }

    private async Task<(string Task, IReadOnlyList<JsonNode> Events)> RunAsync(
        string template, string organization, bool keepOnFailure = false)
    {
        await _scaffolder.NeedTemplateAsync(template);
        var task = await _scaffolder.CreateAsync(Request(template, organization, keepOnFailure));
        return (task, await _scaffolder.FollowAsync(task));
    }

    private JsonObject Request(string template, string organization, bool keepOnFailure) => new()
    {
        ["templateRef"] = $"template:default/{template}",
        ["values"] = new JsonObject { ["name"] = _name, ["organization"] = organization },
        ["keepOnFailure"] = keepOnFailure,
    };

    private static string Problem(IReadOnlyList<JsonNode> events) =>
        (string)Assert.Single(events[^1]["body"]!["error"]!["problems"]!.AsArray())!["code"]!;

    private async Task<HttpStatusCode> EntityStatusAsync()
    {
        using var answer = await platform.Client.GetAsync($"catalog/entities/by-name/component/default/{_name}", Cancel);
        return answer.StatusCode;
    }
}
