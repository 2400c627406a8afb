using System.Diagnostics;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Tests.Scaffolding;
using Platform.TestKit.Observability;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Observability;

/// <summary>One scaffold on the real host, from the request to GitHub's news of it, as traces and metrics tell it.</summary>
public sealed class ScaffoldTraceTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private const string Canary = "canary-7f3a9c";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scaffold_is_one_trace_from_the_request_through_orchestration_queue_and_GitHub_to_its_webhooks()
    {
        using var spans = new SpanRecorder();

        var task = await ScaffoldAsync(spans, fixture.NewName());

        string[] expected =
        [
            "POST /api/scaffolder/v2/tasks",
            "create_orchestration:Scaffold_v1",
            "activity:Scaffold_v1_Begin",
            "activity:Scaffold_v1_Prepare",
            "activity:Scaffold_v1_TakeTurn",
            "activity:Scaffold_v1_Complete",
            "orchestration:Scaffold_v1",
            "POST /orgs/{owner}/repos",
            "POST /repos/{owner}/{repo}/git/commits",
            "PATCH /repos/{owner}/{repo}/git/refs/heads/{path}",
            "send catalog-ingest",
            "process catalog-ingest",
            "process github workflow_run",
        ];
        foreach (var name in expected)
        {
            await spans.HasAsync(name, Cancel);
        }

        Assert.DoesNotContain(spans.All, span =>
            Equals(span.GetTagItem("durabletask.task.instance_id"), task.Value) && span.TraceId != spans.Trace);
    }

    [Fact]
    public async Task Spans_tell_functions_outcomes_and_templates_by_the_conventions_names()
    {
        using var spans = new SpanRecorder();

        await ScaffoldAsync(spans, fixture.NewName());
        await spans.HasAsync("process catalog-ingest", Cancel);

        var request = spans.Own.Single(span => span.DisplayName == "POST /api/scaffolder/v2/tasks");
        Assert.Equal("ScaffolderCreateTask", request.GetTagItem("faas.name"));
        Assert.Equal("http", request.GetTagItem("faas.trigger"));
        Assert.Equal("/api/scaffolder/v2/tasks", request.GetTagItem("http.route"));
        var queue = spans.Own.First(span => span.DisplayName == "process catalog-ingest");
        Assert.Equal(ActivityKind.Consumer, queue.Kind);
        Assert.Equal("catalog-ingest", queue.GetTagItem("messaging.destination.name"));
        Assert.Equal("process", queue.GetTagItem("messaging.operation.type"));
        var call = spans.Own.First(span => span.DisplayName == "POST /repos/{owner}/{repo}/git/commits");
        Assert.Equal(ActivityKind.Client, call.Kind);
        Assert.Equal(201, call.GetTagItem("http.response.status_code"));
        var activity = spans.Own.First(span => span.DisplayName == "activity:Scaffold_v1_TakeTurn");
        Assert.Equal("Scaffold_v1_TakeTurn", activity.GetTagItem("faas.name"));
    }

    [Fact]
    public async Task No_key_no_token_no_secret_and_no_payload_is_in_a_span_or_a_metric()
    {
        using var spans = new SpanRecorder();
        using var metrics = new MetricRecorder();
        var name = fixture.NewName();

        await ScaffoldAsync(spans, name);
        await spans.HasAsync("orchestration:Scaffold_v1", Cancel);

        string[] secrets =
        [
            Canary, fixture.Host.WebhookSecret, (await TestServices.Instance).ForgeToken,
            fixture.Host.Client.DefaultRequestHeaders.Authorization!.Parameter!,
        ];
        var measured = metrics.All.SelectMany(one => one.Tags.Values.Select(tag => $"{tag}"));
        var said = spans.All.SelectMany(Texts).Concat(measured);
        Assert.DoesNotContain(said, text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
        Assert.DoesNotContain(spans.All.Where(span => span.Source.Name == "Platform").SelectMany(Texts), text =>
            text.Contains(fixture.Host.Organization, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scaffold_is_counted_by_every_capability_that_had_a_part_in_it()
    {
        using var spans = new SpanRecorder();
        using var metrics = new MetricRecorder();

        await ScaffoldAsync(spans, fixture.NewName());
        await spans.HasAsync("orchestration:Scaffold_v1", Cancel);

        (string Name, string Tag, string Value)[] expected =
        [
            ("platform.scaffolder.tasks.started", "platform.scaffolder.template", "template:default/green"),
            ("platform.scaffolder.tasks.finished", "platform.outcome", "completed"),
            ("platform.scaffolder.step.duration", "platform.scaffolder.action", "publish:github"),
            ("platform.queue.messages", "platform.outcome", "handled"),
            ("messaging.process.duration", "messaging.destination.name", "catalog-ingest"),
            ("platform.catalog.entities", "platform.outcome", "stored"),
            ("platform.github.call.duration", "url.template", "/orgs/{owner}/repos"),
        ];
        foreach (var (name, tag, value) in expected)
        {
            await metrics.HasAsync(name, tag, value, Cancel);
        }
    }

    private async Task<TaskId> ScaffoldAsync(SpanRecorder spans, string name)
    {
        using var client = new HttpClient { BaseAddress = fixture.Host.ApiAddress };
        client.DefaultRequestHeaders.Authorization = fixture.Host.Client.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.Add("traceparent", spans.TraceParent);
        var values = fixture.Values(name);
        values["description"] = Canary;
        var task = await new ScaffolderClient(client).CreateAsync("green", values, Cancel);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);
        Assert.Null(events[^1].Body.Error);
        return task;
    }

    private static IEnumerable<string> Texts(Activity span) =>
    [
        span.DisplayName,
        .. span.TagObjects.Select(tag => $"{tag.Value}"),
        .. span.Events.SelectMany(entry => entry.Tags.Select(tag => $"{tag.Value}")),
        .. span.Baggage.Select(item => $"{item.Value}"),
        span.StatusDescription ?? string.Empty,
    ];
}
