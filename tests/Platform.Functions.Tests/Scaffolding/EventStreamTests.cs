using System.Globalization;
using System.Net.ServerSentEvents;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Tests.Scaffolding;

public sealed class EventStreamTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_is_cut_off_after_every_event_misses_none_and_sees_none_twice()
    {
        var task = await fixture.Scaffolder.CreateAsync("green", fixture.Values(fixture.NewName()), Cancel);
        var seen = new List<TaskEvent>();

        while (seen.Count == 0 || seen[^1].Type == TaskEventType.Log)
        {
            seen.Add(await ReadOneAsync(task, seen.Count == 0 ? 0 : seen[^1].Id));
        }

        var all = await fixture.Scaffolder.ReadEventsAsync(task, after: 0, Cancel);
        Assert.Equal(all.Select(entry => entry.Id), seen.Select(entry => entry.Id));
    }

    [Fact]
    public async Task A_stream_is_never_silent_while_the_task_waits()
    {
        var task = await fixture.Scaffolder.CreateAsync("slow", fixture.Values(fixture.NewName()), Cancel);
        using var response = await OpenAsync(task, after: 0);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));

        var heartbeats = 0;
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            heartbeats += line == ":" ? 1 : 0;
        }

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual(0, heartbeats);
    }

    [Fact]
    public async Task Who_reconnects_after_the_end_learns_that_it_was_the_end()
    {
        var task = await fixture.Scaffolder.CreateAsync("plain", fixture.Values(fixture.NewName()), Cancel);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        var again = await ReadOneAsync(task, events[^1].Id);
        var polled = await fixture.Scaffolder.ReadEventsAsync(task, events[^1].Id, Cancel);

        Assert.Equal(events[^1].Id, again.Id);
        Assert.Equal(events[^1].Id, Assert.Single(polled).Id);
    }

    [Theory]
    [InlineData("events?after=x")]
    [InlineData("events?after=-1")]
    [InlineData("eventstream?after=1.5")]
    public async Task An_id_that_is_none_is_refused(string path)
    {
        using var response = await fixture.Host.Client.GetAsync(
            $"scaffolder/v2/tasks/{TaskId.New(TimeProvider.System)}/{path}", Cancel);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<TaskEvent> ReadOneAsync(TaskId task, long after)
    {
        using var response = await OpenAsync(task, after);
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(Cancel))
        {
            var entry = PlatformJson.Deserialize<TaskEvent>(item.Data);
            Assert.Equal(entry.Type.ToString().ToLowerInvariant(), item.EventType);
            Assert.Equal(entry.Id.ToString(CultureInfo.InvariantCulture), item.EventId);
            return entry;
        }

        throw new InvalidOperationException("The stream ended without an event.");
    }

    private Task<HttpResponseMessage> OpenAsync(TaskId task, long after)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"scaffolder/v2/tasks/{task}/eventstream?after=0");
        request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        return fixture.Host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }
}
