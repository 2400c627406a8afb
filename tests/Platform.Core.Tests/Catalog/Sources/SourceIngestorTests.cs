using System.Text.Json.Nodes;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Sources;

public sealed class SourceIngestorTests
{
    private readonly SourceBench _bench = new();

    [Fact]
    public async Task An_entity_that_a_completely_read_source_no_longer_has_is_removed()
    {
        await _bench.ReadAsync("a", 0, "orders", "billing");

        var report = await _bench.ReadAsync("a", 1, "orders");

        Assert.Equal((0, 1, 1), (report.Stored, report.Unchanged, report.Removed));
        Assert.Equal(["orders"], _bench.Names());
        Assert.Equal(["orders"], _bench.Manifest("a").Entities.Select(entity => entity.Name));
        Assert.Equal("its source describes it no more", _bench.State("billing")!.Removal!.Reason);
    }

    [Fact]
    public async Task A_document_that_fails_keeps_the_entities_of_its_file_and_says_so_on_them()
    {
        await _bench.ReadAsync("a", 0, "orders", "billing");

        var report = await _bench.ReadTextAsync("a", 1, SourceBench.Text("orders") + "\n---\nkind: Component\n");

        Assert.Equal(0, report.Removed);
        Assert.Equal(["billing", "orders"], _bench.Names());
        Assert.Equal([(EntityDecoration.ProcessingStatus, "error")], _bench.Statuses("billing"));
        Assert.Empty(_bench.Statuses("orders"));
        Assert.NotEmpty((await _bench.Catalog.Reports.FindAsync("url:a", SourceBench.Cancel)).Problems);

        await _bench.ReadAsync("a", 2, "orders", "billing");

        Assert.Empty(_bench.Statuses("billing"));
        Assert.Empty((await _bench.Catalog.Reports.FindAsync("url:a", SourceBench.Cancel)).Problems);
    }

    [Fact]
    public async Task A_source_that_can_not_be_read_keeps_everything()
    {
        await _bench.ReadAsync("a", 0, "orders");

        var failed = SourceBench.Reading("a", SourceState.Failed) with { Problems = [new("url-not-readable", "It hangs.")] };
        await _bench.IngestAsync(1, failed);

        Assert.Equal(["orders"], _bench.Names());
        Assert.Equal([(EntityDecoration.ProcessingStatus, "error")], _bench.Statuses("orders"));
        Assert.Null(_bench.Manifest("a").ContentTag);
    }

    [Fact]
    public async Task A_source_that_is_gone_lets_go_of_everything_and_nothing_older_brings_it_back()
    {
        await _bench.ReadAsync("a", 0, "orders", "billing");

        Assert.Equal(2, (await _bench.IngestAsync(5, SourceBench.Reading("a", SourceState.Gone))).Removed);
        Assert.Empty(_bench.Names());

        await _bench.ReadAsync("a", 4, "orders");
        Assert.Empty(_bench.Names());

        await _bench.ReadAsync("a", 6, "orders");
        Assert.Equal(["orders"], _bench.Names());
    }

    [Fact]
    public async Task News_that_a_source_is_gone_may_come_before_the_news_that_it_was_there()
    {
        await _bench.IngestAsync(5, SourceBench.Reading("a", SourceState.Gone));

        await _bench.ReadAsync("a", 4, "orders");

        Assert.Empty(_bench.Names());
    }

    [Fact]
    public async Task An_unchanged_source_costs_no_write_of_an_entity_or_a_manifest()
    {
        await _bench.ReadAsync("a", 0, "orders", "billing");
        var before = (_bench.Catalog.Claims.Writes, _bench.Catalog.Sources.Writes);

        var report = await _bench.IngestAsync(1, SourceBench.Reading("a", SourceState.Unchanged));

        Assert.Equal(2, report.Unchanged);
        Assert.Equal(before, (_bench.Catalog.Claims.Writes, _bench.Catalog.Sources.Writes));
        var chunk = (await _bench.Catalog.Freshness.ListAsync(SourceBench.Cancel)).Single();
        Assert.Equal(("a", SourceBench.At(1)), (chunk.FromSource, chunk.At));
    }

    [Fact]
    public async Task A_source_is_not_unchanged_when_its_tag_is_another_or_it_is_not_known()
    {
        await _bench.ReadAsync("a", 0, "orders");

        var report = await _bench.IngestAsync(
            1,
            SourceBench.Reading("a", SourceState.Unchanged) with { ContentTag = "other" },
            SourceBench.Reading("b", SourceState.Unchanged));

        Assert.Equal(["source-tag-outdated", "source-tag-outdated"], report.Problems.Select(one => one.Problem.Code));
    }

    [Fact]
    public async Task A_move_within_one_call_is_a_transfer()
    {
        await _bench.ReadAsync("a", 0, "orders");

        var report = await _bench.IngestAsync(
            1, SourceBench.Reading("a", SourceState.Gone), SourceBench.Reading("b", SourceState.Read, "orders"));

        Assert.Equal((1, 0, 1, 0), (report.Stored, report.Removed, report.Transferred, report.Conflicts));
        Assert.Empty(report.Problems);
        Assert.Equal("b", _bench.State("orders")!.Holder!.Source);
        Assert.Empty(_bench.Statuses("orders"));
    }

    [Fact]
    public async Task A_location_that_gets_much_at_once_of_what_it_was_refused_is_told_of_everything()
    {
        var names = Enumerable.Range(0, 50).Select(index => $"service-{index}").ToArray();
        await _bench.ReadAsync("a", 0, names);
        Assert.Equal(names.Length, (await _bench.ReadAsync("b", 1, names)).Conflicts);

        await _bench.IngestAsync(2, SourceBench.Reading("a", SourceState.Gone));

        var left = await _bench.Catalog.Reports.FindAsync("url:b", SourceBench.Cancel);
        Assert.Equal((0, 0), (left.Total, left.Problems.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_move_told_in_two_messages_is_a_transfer_whichever_comes_first(bool removedFirst)
    {
        await _bench.ReadAsync("a", 0, "orders");
        SourceReading[] order =
            [SourceBench.Reading("a", SourceState.Gone), SourceBench.Reading("b", SourceState.Read, "orders")];
        foreach (var reading in removedFirst ? order : order.Reverse())
        {
            await _bench.IngestAsync(1, reading);
        }

        var state = _bench.State("orders")!;
        Assert.Equal(("b", true, 0), (state.Holder!.Source, state.IsThere, state.Others.Count));
        Assert.Empty((await _bench.Catalog.Reports.FindAsync("url:b", SourceBench.Cancel)).Problems);
        Assert.Empty(_bench.Statuses("orders"));
    }

    [Fact]
    public async Task Both_claims_to_an_entity_are_visible_on_it_and_the_second_source_is_told()
    {
        await _bench.ReadAsync("a", 0, "orders");

        var report = await _bench.ReadAsync("b", 1, "orders");

        Assert.Equal((0, 1), (report.Stored, report.Conflicts));
        Assert.Equal([SourceIngestor.OwnedElsewhere], report.Problems.Select(one => one.Problem.Code));
        var body = await _bench.BodyAsync("orders");
        Assert.Equal("url:b", (string?)body["metadata"]!["annotations"]![EntityDecoration.ConflictingLocations]);
        var status = body["status"]!["items"]!.AsArray().Single()!;
        Assert.Equal(
            [("a", "2030-01-01T12:00:00.000Z", true), ("b", "2030-01-01T12:01:00.000Z", false)],
            status["claims"]!.AsArray().Select(claim => (
                (string)claim!["source"]!, (string)claim["since"]!, (bool)claim["holds"]!)));
    }

    [Fact]
    public async Task A_name_is_held_by_valid_entities_only()
    {
        await _bench.ReadTextAsync("a", 0, new EntityBuilder().Named("orders").With("spec", new JsonObject()).Text());

        Assert.Equal(1, (await _bench.ReadAsync("b", 1, "orders")).Stored);
        Assert.Equal("b", _bench.State("orders")!.Holder!.Source);
    }

    [Fact]
    public async Task What_was_overtaken_changes_nothing()
    {
        await _bench.ReadAsync("a", 5, "orders");

        var report = await _bench.ReadAsync("a", 4, "billing");

        Assert.Equal((0, 0), (report.Stored, report.Removed));
        Assert.Equal(["orders"], _bench.Names());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_writes_nothing()
    {
        await _bench.ReadAsync("a", 0, "orders");
        var before = (_bench.Catalog.Claims.Writes, _bench.Catalog.Sources.Writes, _bench.Catalog.Audit.Entries.Count);

        var report = await _bench.Catalog.Ingestor().IngestAsync(
            [SourceBench.Reading("a", SourceState.Read, "billing"), SourceBench.Reading("b", SourceState.Read, "orders")],
            SourceBench.Options(1) with { DryRun = true },
            SourceBench.Cancel);

        Assert.Equal((2, 1), (report.Stored, report.Transferred));
        Assert.Equal(["billing", "orders"], report.Entities.Select(entity => entity.Ref.Name));
        Assert.Equal(
            before, (_bench.Catalog.Claims.Writes, _bench.Catalog.Sources.Writes, _bench.Catalog.Audit.Entries.Count));
    }

    [Fact]
    public async Task A_call_that_changes_something_is_in_the_audit_log_and_one_that_does_not_is_not()
    {
        await _bench.ReadAsync("a", 0, "orders");
        await _bench.ReadAsync("a", 0, "orders");

        var entry = _bench.Catalog.Audit.Entries.Single();

        Assert.Equal(("push", "1 stored"), (entry.Who, entry.Detail));
        Assert.Equal(["component:default/orders"], entry.Subjects);
    }

    [Fact]
    public async Task Who_loses_the_race_for_a_source_reads_again_what_is_known()
    {
        await _bench.ReadAsync("a", 0, "orders");
        _bench.Catalog.Sources.BeforeSave = () => _bench.ReadAsync("a", 5, "billing");

        await _bench.ReadAsync("a", 4, "shipping");

        Assert.Equal(["billing"], _bench.Names());
        Assert.Equal(["billing"], _bench.Manifest("a").Entities.Select(entity => entity.Name));
    }
}
