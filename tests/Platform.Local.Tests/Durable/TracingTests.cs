using System.Diagnostics;
using Platform.TestKit.Observability;

namespace Platform.Local.Tests.Durable;

/// <summary>All that an orchestration does is in the trace of whoever started it, also in another process.</summary>
public sealed class TracingTests
{
    // Spans are the whole process's, so no other test may use the id.
    private readonly string _id = $"traced-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activities_sub_orchestrations_and_the_end_are_in_the_trace_of_the_start()
    {
        using var spans = new SpanRecorder();
        await using var host = await HostAsync();

        await StartAsync(host, spans);
        await host.EndOfAsync(_id);

        await spans.HasAsync("orchestration:Main", Cancellation);
        Assert.Superset(
            new HashSet<string> { "create_orchestration:Main", "activity:Work", "orchestration:Part", "orchestration:Main" },
            spans.OwnNames.ToHashSet());
        Assert.Equal(2, spans.Own.Count(span => span.DisplayName == "activity:Work"));
        Assert.DoesNotContain(spans.All, span => span.TraceId != spans.Trace && IsOfMain(span));
    }

    [Fact]
    public async Task After_a_crash_the_trace_goes_on()
    {
        using var spans = new SpanRecorder();
        await using var host = await HostAsync();
        await StartAsync(host, spans);
        await spans.HasAsync("activity:Work", Cancellation);

        await host.CrashAndRestartAsync();
        await host.EndOfAsync(_id);

        await spans.HasAsync("orchestration:Main", Cancellation);
        Assert.DoesNotContain(spans.All, span => span.TraceId != spans.Trace && IsOfMain(span));
    }

    [Fact]
    public async Task A_failed_activity_is_told_by_its_type_and_not_by_its_message()
    {
        using var spans = new SpanRecorder();
        await using var host = await (await DurableHost.NewAsync())
            .WithOrchestrator("Main", async context => await context.CallActivityAsync<string>("Broken"))
            .WithActivity<string?, string>("Broken", string (_) => throw new TimeoutException("secret"))
            .StartAsync();

        await StartAsync(host, spans);
        await host.EndOfAsync(_id);

        await spans.HasAsync("orchestration:Main", Cancellation);
        var broken = spans.Own.Single(span => span.DisplayName == "activity:Broken");
        Assert.Equal("System.TimeoutException", broken.GetTagItem("error.type"));
        Assert.DoesNotContain(spans.Own, span =>
            span.TagObjects.Any(tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal)));
    }

    // The timer is what a crash comes in between.
    private static async Task<DurableHost> HostAsync() => await (await DurableHost.NewAsync())
        .WithOrchestrator("Main", async context =>
        {
            var own = await context.CallActivityAsync<string>("Work", "own");
            await context.CreateTimer(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            return own + await context.CallSubOrchestratorAsync<string>("Part");
        })
        .WithOrchestrator("Part", async context => await context.CallActivityAsync<string>("Work", "part"))
        .WithActivity<string, string>("Work", input => input)
        .StartAsync();

    private bool IsOfMain(Activity span) => Equals(span.GetTagItem("durabletask.task.instance_id"), _id);

    private async Task StartAsync(DurableHost host, SpanRecorder spans)
    {
        using var request = new Activity("request").SetParentId(spans.TraceParent).Start();
        await host.ScheduleAsync("Main", id: _id);
    }
}
