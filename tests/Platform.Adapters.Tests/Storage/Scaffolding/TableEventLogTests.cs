using Platform.Adapters.Storage.Scaffolding;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Scaffolding;

public sealed class TableEventLogTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly TaskId _task = TaskId.New(TimeProvider.System);
    private readonly EventSignal _signal = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ids_count_from_one_and_readers_go_on_where_they_were()
    {
        await Log().AppendAsync(_task, Drafts("a", "b", "c"), Cancel);
        await Log().AppendAsync(_task, Drafts("d"), Cancel);

        Assert.Equal([(1, "a"), (2, "b"), (3, "c"), (4, "d")], await Read(after: 0));
        Assert.Equal([(3, "c"), (4, "d")], await Read(after: 2));
        Assert.Empty(await Read(after: 4));
    }

    [Fact]
    public async Task A_repeated_activity_records_only_what_is_new()
    {
        await Log().AppendAsync(_task, Drafts("a", "b"), Cancel);
        await Log().AppendAsync(_task, Drafts("a", "b", "c"), Cancel);
        await Log().AppendAsync(_task, Drafts("a", "b", "c"), Cancel);

        Assert.Equal([(1, "a"), (2, "b"), (3, "c")], await Read(after: 0));
    }

    [Fact]
    public async Task The_first_event_is_there_once_whoever_tells_it_and_others_follow()
    {
        var (one, other) = (Log(), Log());
        await one.AppendAsync(_task, Drafts("task/created"), Cancel);
        await other.AppendAsync(_task, Drafts("task/created", "a"), Cancel);
        await one.AppendAsync(_task, Drafts("task/created", "b"), Cancel);

        Assert.Equal([(1, "task/created"), (2, "a"), (3, "b")], await Read(after: 0));
    }

    [Fact]
    public async Task Concurrent_activities_leave_no_gap_and_no_double()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Log().AppendAsync(_task, Drafts($"own-{i}", $"shared-{i / 4}"), Cancel)));

        var found = await Read(after: 0);
        Assert.Equal(Enumerable.Range(1, 20).Select(id => (long)id), found.Select(entry => entry.Id));
        Assert.Equal(20, found.Select(entry => entry.Message).Distinct().Count());
    }

    [Fact]
    public async Task More_drafts_than_a_batch_holds_are_recorded_in_order()
    {
        var keys = Enumerable.Range(0, 120).Select(i => $"k{i}").ToArray();

        await Log().AppendAsync(_task, Drafts(keys), Cancel);

        Assert.Equal(keys, (await Read(after: 0)).Select(entry => entry.Message));
    }

    [Fact]
    public async Task A_process_that_others_overtook_goes_on_after_their_events()
    {
        var (here, there) = (Log(), Log());
        await here.AppendAsync(_task, Drafts("a"), Cancel);
        await there.AppendAsync(_task, Drafts("b", "c"), Cancel);
        await here.AppendAsync(_task, Drafts("c", "d"), Cancel);

        Assert.Equal([(1, "a"), (2, "b"), (3, "c"), (4, "d")], await Read(after: 0));
        Assert.Null(here.Recall(_task, after: 1));
        Assert.Equal("d", Assert.Single(here.Recall(_task, after: 3)!).Body.Message);
    }

    [Fact]
    public async Task What_a_process_wrote_it_recalls_and_what_it_can_not_know_it_leaves_to_the_storage()
    {
        var log = Log();
        Assert.Null(log.Recall(_task, after: 0));

        await log.AppendAsync(_task, Drafts("a", "b"), Cancel);

        var recalled = log.Recall(_task, after: 0)!;
        Assert.Equal(
            (await log.ReadAsync(_task, after: 0, Cancel)).Select(PlatformJson.Serialize),
            recalled.Select(PlatformJson.Serialize));
        Assert.Null(log.Recall(_task, after: 3));
        Assert.Null(Log().Recall(_task, after: 1));
    }

    [Fact]
    public async Task The_end_is_told_to_every_reader()
    {
        await Log().AppendAsync(_task, Drafts("a"), Cancel);
        await Log().AppendAsync(_task, [new("end", new("done"), TaskEventType.Completion)], Cancel);

        Assert.Equal([(2, "done")], await Read(after: 2));
        Assert.Equal([(2, "done")], await Read(after: 7));
        Assert.Equal([(1, "a"), (2, "done")], await Read(after: 0));
    }

    [Fact]
    public async Task A_message_larger_than_a_property_is_kept_too()
    {
        await Log().AppendAsync(_task, [new("big", new(new string('x', 70_000)))], Cancel);

        Assert.Equal(70_000, (await Read(after: 0))[0].Message.Length);
    }

    [Fact]
    public async Task A_follower_wakes_when_something_is_recorded()
    {
        var log = Log();
        var follower = new EventFollower(log, _signal, TimeProvider.System);
        var waiting = follower.WaitAsync(_task, after: 0, TimeSpan.FromMinutes(2), Cancel);

        await log.AppendAsync(_task, Drafts("a"), Cancel);

        Assert.Equal("a", Assert.Single(await waiting).Body.Message);
    }

    [Fact]
    public async Task A_follower_notices_what_another_instance_recorded()
    {
        var elsewhere = new TableEventLog(storage.Tables, Contents, new EventSignal(TimeProvider.System), TimeProvider.System);
        var follower = new EventFollower(Log(), _signal, TimeProvider.System);
        var waiting = follower.WaitAsync(_task, after: 0, TimeSpan.FromMinutes(2), Cancel);

        await elsewhere.AppendAsync(_task, Drafts("a"), Cancel);

        Assert.Equal("a", Assert.Single(await waiting).Body.Message);
    }

    [Fact]
    public async Task A_follower_gives_up_when_its_patience_ends() =>
        Assert.Empty(await new EventFollower(Log(), _signal, TimeProvider.System)
            .WaitAsync(_task, after: 0, TimeSpan.FromMilliseconds(50), Cancel));

    private static readonly MemoryContentStore Contents = new();

    private static TaskEventDraft[] Drafts(params string[] keys) => [.. keys.Select(key => new TaskEventDraft(key, new(key)))];

    private async Task<List<(long Id, string Message)>> Read(long after) =>
        [.. (await Log().ReadAsync(_task, after, Cancel)).Select(found => (found.Id, found.Body.Message))];

    private TableEventLog Log() => new(storage.Tables, Contents, _signal, TimeProvider.System);
}
