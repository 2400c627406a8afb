using Microsoft.Extensions.Time.Testing;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Sources;

namespace Platform.Core.Tests.Catalog.Sources;

public sealed class SafeRemovalTests
{
    private readonly SourceBench _bench = new();

    [Fact]
    public async Task A_source_is_gone_when_two_complete_listings_in_a_row_did_not_have_it()
    {
        await _bench.ReadAsync("a", 0, "orders");

        await _bench.SweepAsync(1, Missing("a"));
        await _bench.SweepAsync(1, Missing("a"));
        Assert.Equal(["orders"], _bench.Names());
        Assert.Equal(1, _bench.Manifest("a").MissedListings);

        await _bench.SweepAsync(2, Missing("a"));
        Assert.Empty(_bench.Names());
        Assert.Equal("its source is absent from two complete listings", _bench.State("orders")!.Removal!.Reason);
    }

    [Fact]
    public async Task A_source_that_was_seen_in_between_is_missing_for_the_first_time_again()
    {
        await _bench.ReadAsync("a", 0, "orders");

        await _bench.SweepAsync(1, Missing("a"));
        await _bench.SweepAsync(2, SourceBench.Reading("a", SourceState.Unchanged));
        await _bench.SweepAsync(3, Missing("a"));

        Assert.Equal(["orders"], _bench.Names());
    }

    [Fact]
    public async Task Too_many_removals_at_once_wait_for_somebodys_word()
    {
        await FillAsync(20);

        var report = await _bench.IngestAsync(1, Gone(12));

        Assert.Equal((0, 12), (report.Removed, report.Held.Count));
        Assert.Equal(20, _bench.Names().Count);
        var held = await _bench.Catalog.Removals().ListHeldAsync(SourceBench.Cancel);
        Assert.Equal(12, held.Count);
        Assert.Contains("12 of 20", held[0].Reason);
        Assert.Single(held.Select(one => one.Group).Distinct());
    }

    [Theory]
    [InlineData(20, 9)]
    [InlineData(60, 12)]
    public async Task Few_removals_or_a_small_part_of_many_just_happen(int there, int gone)
    {
        await FillAsync(there);

        Assert.Equal(gone, (await _bench.IngestAsync(1, Gone(gone))).Removed);
    }

    [Fact]
    public async Task What_moves_at_the_same_time_does_not_count_as_removed()
    {
        await FillAsync(12);
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"e{i}")];

        var report = await _bench.IngestAsync(1, [.. Gone(12), SourceBench.Reading("new", SourceState.Read, names)]);

        Assert.Equal((0, 12, 0), (report.Removed, report.Transferred, report.Held.Count));
    }

    [Fact]
    public async Task Confirmed_removals_happen_once_and_are_nobodys_any_more()
    {
        await FillAsync(12);
        var group = (await _bench.IngestAsync(1, Gone(12))).Held[0].Group;

        var confirmed = await _bench.Catalog.Removals().ConfirmAsync(group, "ann", SourceBench.Cancel);

        Assert.Equal(12, confirmed.Value!.Count);
        Assert.Empty(_bench.Names());
        Assert.Equal("ann", _bench.State("e0")!.Removal!.By);
        Assert.True(_bench.Manifest("s0").IsGone);
        Assert.Empty(await _bench.Catalog.Removals().ListHeldAsync(SourceBench.Cancel));
        Assert.Equal(
            CatalogRemovals.NotHeld,
            (await _bench.Catalog.Removals().ConfirmAsync(group, "ann", SourceBench.Cancel)).Problems[0].Code);
        Assert.Equal("ann", _bench.Catalog.Audit.Entries[^1].Who);
    }

    [Fact]
    public async Task Discarded_removals_leave_everything_and_are_in_the_audit_log()
    {
        await FillAsync(12);
        var removal = (await _bench.IngestAsync(1, Gone(12))).Held[0];

        Assert.Single((await _bench.Catalog.Removals().DiscardAsync(removal.Id, "ann", SourceBench.Cancel)).Value!);

        Assert.Equal(12, _bench.Names().Count);
        Assert.Equal(11, (await _bench.Catalog.Removals().ListHeldAsync(SourceBench.Cancel)).Count);
        Assert.Equal(("ann", "catalog removal discarded"), (
            _bench.Catalog.Audit.Entries[^1].Who, _bench.Catalog.Audit.Entries[^1].What));
    }

    [Fact]
    public async Task A_source_that_is_found_again_is_held_no_more()
    {
        await FillAsync(12);
        await _bench.IngestAsync(1, Gone(12));

        await _bench.ReadAsync("s3", 2, "e3");

        var held = await _bench.Catalog.Removals().ListHeldAsync(SourceBench.Cancel);
        Assert.Equal(11, held.Count);
        Assert.DoesNotContain("s3", held.Select(one => one.Source));
        Assert.False(_bench.Manifest("s3").HasHeld);
    }

    [Fact]
    public async Task What_was_removed_can_be_brought_back_and_its_source_takes_it_over_again()
    {
        await _bench.ReadAsync("a", 0, "orders");
        await _bench.IngestAsync(1, SourceBench.Reading("a", SourceState.Gone));
        var removed = await _bench.Catalog.Removals().ListRemovedAsync(SourceBench.Cancel).SingleAsync(SourceBench.Cancel);
        Assert.Equal(("orders", "its source is gone (push)", "push"), (removed.Ref.Name, removed.Reason, removed.By));
        _bench.Catalog.Clock = new FixedClock(SourceBench.At(2));

        Assert.True((await _bench.Catalog.Removals().UndoAsync(removed.Ref, "ann", SourceBench.Cancel)).IsOk);

        var annotations = (await _bench.BodyAsync("orders"))["metadata"]!["annotations"]!;
        Assert.Equal("true", (string?)annotations[EntityDecoration.Restored]);
        Assert.Equal(CatalogRemovals.NotRemoved, (await _bench.Catalog.Removals().UndoAsync(
            removed.Ref, "ann", SourceBench.Cancel)).Problems[0].Code);
        await _bench.ReadAsync("b", 3, "orders");
        Assert.Equal(("b", false), (_bench.State("orders")!.Holder!.Source, _bench.State("orders")!.IsRestored));
    }

    [Fact]
    public async Task An_orphan_is_marked_first_and_goes_at_the_next_confirmation()
    {
        await _bench.IngestAsync(0, SourceBench.Reading("a", SourceState.Read, "orders") with { Parent = "p" });

        await _bench.SweepAsync(1, Orphaned("a"));
        Assert.Equal("true", await OrphanAsync("orders"));
        await _bench.SweepAsync(1, Orphaned("a"));
        Assert.Equal("true", await OrphanAsync("orders"));

        Assert.Equal(1, (await _bench.SweepAsync(2, Orphaned("a"))).Removed);
        Assert.Empty(_bench.Names());
    }

    [Fact]
    public async Task An_orphan_that_is_named_again_is_none_any_more()
    {
        await _bench.IngestAsync(0, SourceBench.Reading("a", SourceState.Read, "orders") with { Parent = "p" });
        await _bench.SweepAsync(1, Orphaned("a"));

        await _bench.ReadAsync("a", 2, "orders");
        Assert.Equal("true", await OrphanAsync("orders"));

        await _bench.IngestAsync(3, SourceBench.Reading("a", SourceState.Read, "orders") with { Parent = "p" });
        Assert.Null(await OrphanAsync("orders"));
    }

    [Fact]
    public async Task Orphans_are_kept_where_the_setting_says_so()
    {
        _bench.Catalog.Limits = new(DeletesOrphans: false);
        await _bench.IngestAsync(0, SourceBench.Reading("a", SourceState.Read, "orders") with { Parent = "p" });

        await _bench.SweepAsync(1, Orphaned("a"));
        await _bench.SweepAsync(2, Orphaned("a"));

        Assert.Equal("true", await OrphanAsync("orders"));
    }

    [Fact]
    public async Task Another_parent_makes_no_orphan()
    {
        await _bench.IngestAsync(0, SourceBench.Reading("a", SourceState.Read, "orders") with { Parent = "p" });

        await _bench.SweepAsync(1, SourceBench.Reading("a", SourceState.Orphaned) with { Parent = "q" });

        Assert.Null(await OrphanAsync("orders"));
    }

    [Fact]
    public async Task What_somebody_removed_is_not_brought_back_by_what_was_read_before()
    {
        var source = SourceBench.Reading("a", SourceState.Read, "orders");
        await _bench.Catalog.Removals().RemoveAsync(
            SourceBench.Ref("orders"), "a", SourceBench.Options(1).At, SourceBench.Cancel);

        await _bench.IngestAsync(0, source);
        Assert.Empty(_bench.Names());

        await _bench.IngestAsync(2, source);
        Assert.Equal(["orders"], _bench.Names());
    }

    [Fact]
    public async Task What_somebody_asked_to_remove_comes_back_by_a_message_of_the_same_second()
    {
        await _bench.ReadAsync("a", 0, "orders");
        _bench.Catalog.Clock = new FakeTimeProvider(SourceBench.At(1).AddMilliseconds(700));
        await _bench.Catalog.Removals().RemoveAsync(SourceBench.Ref("orders"), "a", "ada", SourceBench.Cancel);
        Assert.Empty(_bench.Names());

        await _bench.ReadAsync("a", 1, "orders");

        Assert.Equal(["orders"], _bench.Names());
    }

    private static SourceReading Missing(string source) => SourceBench.Reading(source, SourceState.Missing);

    private static SourceReading Orphaned(string source) =>
        SourceBench.Reading(source, SourceState.Orphaned) with { Parent = "p" };

    private static SourceReading[] Gone(int count) =>
        [.. Enumerable.Range(0, count).Select(i => SourceBench.Reading($"s{i}", SourceState.Gone))];

    private Task<IngestReport> FillAsync(int count) => _bench.IngestAsync(
        0, [.. Enumerable.Range(0, count).Select(i => SourceBench.Reading($"s{i}", SourceState.Read, $"e{i}"))]);

    private async Task<string?> OrphanAsync(string name) =>
        (string?)(await _bench.BodyAsync(name))["metadata"]!["annotations"]![EntityDecoration.OrphanAnnotation];

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
