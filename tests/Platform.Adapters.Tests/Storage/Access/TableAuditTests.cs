using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Access;
using Platform.Core.Access;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Access;

public sealed class TableAuditTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private IAuditLog _log = null!;
    private IAuditReader _reader = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = await StorageFixture.NewAsync();
        var services = new ServiceCollection()
            .AddSingleton(storage.Tables).AddSingleton(TimeProvider.System).AddAccessStorage().BuildServiceProvider();
        _log = services.GetRequiredService<IAuditLog>();
        _reader = services.GetRequiredService<IAuditReader>();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Entries_come_newest_first_over_days_and_pages()
    {
        var days = Enumerable.Range(0, 7).Select(index => Noon.AddHours(index * 30)).ToList();
        foreach (var day in days)
        {
            await RecordAsync(Entry(day));
        }

        var read = await AllAsync(new(Limit: 2));

        Assert.Equal(days.AsEnumerable().Reverse(), read.Select(entry => entry.When));
    }

    [Fact]
    public async Task An_entry_that_was_begun_learns_its_outcome_and_stays_one()
    {
        var entry = Entry(Noon);
        await _log.BeginAsync(entry, Cancel);
        var running = Assert.Single(await AllAsync(new()));
        await _log.CompleteAsync(entry.WithStatus(404) with { Subjects = ["component:default/a"], Detail = "gone" }, Cancel);

        var ended = Assert.Single(await AllAsync(new()));

        Assert.Null(running.Outcome);
        Assert.Equal((AuditOutcome.Refused, 404, "gone"), (ended.Outcome!.Value, ended.Status!.Value, ended.Detail));
        Assert.Equal((entry.Who, entry.What, entry.When, entry.From), (ended.Who, ended.What, ended.When, ended.From));
        Assert.Equal(["component:default/a"], ended.Subjects);
    }

    [Fact]
    public async Task Every_filter_leaves_what_it_names()
    {
        await RecordAsync(Entry(Noon) with { Who = "key:1", What = "A POST /a", Subjects = ["Component:default/X", "source"] });
        await RecordAsync(Entry(Noon.AddSeconds(1)) with { Who = "it's", What = "B", Outcome = AuditOutcome.Failed });
        await RecordAsync(Entry(Noon.AddSeconds(2)) with { Who = "key:1", What = "B" });

        Assert.Equal([2, 0], await SecondsAsync(new(Who: "key:1")));
        Assert.Equal([1], await SecondsAsync(new(Who: "it's")));
        Assert.Equal([0], await SecondsAsync(new(What: "A POST")));
        Assert.Equal([0], await SecondsAsync(new(Subject: "component:DEFAULT/x")));
        Assert.Equal([1], await SecondsAsync(new(Outcome: AuditOutcome.Failed)));
        Assert.Equal([2, 1], await SecondsAsync(new(From: Noon.AddSeconds(1))));
        Assert.Equal([0], await SecondsAsync(new(To: Noon.AddSeconds(1))));
        Assert.Equal([1], await SecondsAsync(new(From: Noon.AddSeconds(1), To: Noon.AddSeconds(2))));
        Assert.Empty(await SecondsAsync(new(Who: "key:1", Outcome: AuditOutcome.Failed)));
    }

    [Fact]
    public async Task Ten_thousand_subjects_are_all_there()
    {
        var subjects = Enumerable.Range(0, 10_000)
            .Select(index => $"component:default/a-service-of-some-length-{index}").ToList();
        await RecordAsync(Entry(Noon) with { Subjects = subjects });
        await RecordAsync(Entry(Noon) with { Subjects = subjects });

        var read = await AllAsync(new(Limit: 10));

        Assert.Equal(subjects, read.SelectMany(entry => entry.Subjects));
        Assert.Single(read.Select(entry => entry.Id).Distinct());
        Assert.Single(await AllAsync(new(Subject: subjects[9_999])));
    }

    [Fact]
    public async Task One_call_looks_at_a_bounded_part_and_the_next_goes_on()
    {
        var rare = Entry(Noon.AddDays(-1)) with { What = "rare" };
        await RecordAsync(rare);
        await Parallel.ForAsync(0, 1200, Cancel, async (index, token) =>
            await _log.RecordAsync(Entry(Noon.AddSeconds(index)) with { What = "common" }, token));

        var first = await _reader.ReadAsync(new(What: "rare"), Cancel);
        var second = await _reader.ReadAsync(new(What: "rare", Cursor: first!.NextCursor), Cancel);

        Assert.Empty(first.Items);
        Assert.Equal(rare.When, Assert.Single(second!.Items).When);
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public async Task A_cursor_of_another_question_is_refused()
    {
        await RecordAsync(Entry(Noon));
        await RecordAsync(Entry(Noon.AddSeconds(1)));
        var page = await _reader.ReadAsync(new(Limit: 1), Cancel);

        Assert.Null(await _reader.ReadAsync(new(Who: "other", Limit: 1, Cursor: page!.NextCursor), Cancel));
        Assert.Null(await _reader.ReadAsync(new(Cursor: "no cursor"), Cancel));
        Assert.Null(await _reader.ReadAsync(new(Cursor: "AAAA"), Cancel));
    }

    private static AuditEntry Entry(DateTimeOffset when) => new("id-1/#?", "test", "Test", when, "127.0.0.1");

    private Task RecordAsync(AuditEntry entry) => _log.RecordAsync(entry, Cancel);

    private async Task<IEnumerable<int>> SecondsAsync(AuditQuery query) =>
        (await AllAsync(query)).Select(entry => (int)(entry.When - Noon).TotalSeconds);

    private async Task<IReadOnlyList<AuditEntry>> AllAsync(AuditQuery query)
    {
        var items = new List<AuditEntry>();
        var page = await _reader.ReadAsync(query, Cancel);
        items.AddRange(page!.Items);
        while (page.NextCursor is { } cursor)
        {
            page = await _reader.ReadAsync(query with { Cursor = cursor }, Cancel);
            items.AddRange(page!.Items);
        }

        return items;
    }
}
