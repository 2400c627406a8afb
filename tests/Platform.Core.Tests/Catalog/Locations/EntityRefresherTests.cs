using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Sources;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed class EntityRefresherTests
{
    private readonly LocationBench _bench = new();

    private static CancellationToken Cancel => LocationBench.Cancel;

    [Fact]
    public async Task An_entity_that_a_location_brought_is_read_again_with_what_names_it()
    {
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", "./a.yaml");
        _bench.Repositories["acme/all", "a.yaml"] = LocationBench.Component("a");
        await _bench.RegisterAsync(LocationBench.Page("acme/all", "all.yaml"));
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", "./a.yaml", "./b.yaml");
        _bench.Repositories["acme/all", "a.yaml"] = LocationBench.Component("a", "new");
        _bench.Repositories["acme/all", "b.yaml"] = LocationBench.Component("b");

        var operation = await _bench.RefreshAsync("a");

        Assert.Equal(OperationState.Succeeded, operation.State);
        Assert.Equal(["a", "b"], _bench.Components());
        Assert.Equal("new", await TitleAsync("a"));
    }

    [Fact]
    public async Task A_refresh_does_not_trust_tags()
    {
        _bench.Repositories["acme/all", "a.yaml"] = LocationBench.Component("a");
        await _bench.RegisterAsync(LocationBench.Page("acme/all", "a.yaml"));

        Assert.Equal(2, (await _bench.RefreshAsync("a")).Result!.Unchanged);
        Assert.Contains(_bench.Repositories.Calls, call => call.StartsWith("file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entity_that_was_pushed_is_read_again_on_its_branch()
    {
        _bench.Repositories["acme/orders", "catalog-info.yaml"] = LocationBench.Component("orders", "new");
        await _bench.PushAsync("github:acme/orders:catalog-info.yaml", LocationBench.Component("orders"));

        await _bench.RefreshAsync("orders");

        Assert.Equal("new", await TitleAsync("orders"));
        Assert.Equal("github:acme", _bench.Manifest("github:acme/orders:catalog-info.yaml")!.Origin);
    }

    [Fact]
    public async Task A_file_that_has_gone_is_told_and_missed_twice_before_its_entity_goes()
    {
        _bench.Repositories["acme/orders", "other.yaml"] = "kind: X";
        await _bench.PushAsync("github:acme/orders:catalog-info.yaml", LocationBench.Component("orders"));

        var first = await _bench.RefreshAsync("orders");
        Assert.Equal(LocationCodes.NoMatch, first.Result!.Problems.Single().Problem.Code);
        Assert.Equal(["orders"], _bench.Components());

        await _bench.RefreshAsync("orders");
        Assert.Empty(_bench.Components());
    }

    [Fact]
    public async Task A_location_entity_that_came_by_itself_leads_on()
    {
        var text = LocationBench.Location("team", "./a.yaml");
        _bench.Repositories["acme/team", "catalog-info.yaml"] = text;
        _bench.Repositories["acme/team", "a.yaml"] = LocationBench.Component("a");
        await _bench.PushAsync("github:acme/team:catalog-info.yaml", text);
        _bench.Tick();

        await new Heard(_bench).OfAsync("location:default/team");
        await _bench.WorkAsync();

        Assert.Equal(["a"], _bench.Components());
        Assert.Equal("github:acme/team:catalog-info.yaml", _bench.Manifest("github:acme/team:a.yaml")!.Parent);
    }

    [Fact]
    public async Task An_entity_that_a_message_sent_can_not_be_read_again()
    {
        await _bench.Catalog.Ingestor().IngestAsync(
            [new(Descriptor.Inline("url:https://example.com/x.yaml"), SourceState.Read, LocationBench.Component("sent"))],
            new(DateTimeOffset.UnixEpoch, IngestCause.Queue), Cancel);

        var operation = await _bench.RefreshAsync("sent");

        Assert.Equal(
            (OperationState.Failed, EntityRefresher.NotReadable),
            (operation.State, operation.Result!.Problems.Single().Problem.Code));
        Assert.Equal(["sent"], _bench.Components());
    }

    [Fact]
    public async Task An_operation_whose_message_is_given_up_has_failed()
    {
        _bench.Patience = TimeSpan.Zero;
        var operation = await _bench.RefreshAsync("none");

        await _bench.Runner().GiveUpAsync(new(operation.Id, EntityRef: "component:default/none"), Cancel);

        Assert.Equal(OperationState.Failed, (await _bench.Operations.FindAsync(operation.Id, Cancel))!.State);
    }

    private async Task<string?> TitleAsync(string name) => (string?)(await _bench.Catalog.Store.FindAsync(
        EntityRef.Parse($"component:default/{name}"), Cancel))!.Body["metadata"]!["title"];

    private sealed class Heard(LocationBench bench)
    {
        public async Task OfAsync(string entityRef)
        {
            var entity = (await bench.Catalog.Store.FindAsync(EntityRef.Parse(entityRef), Cancel))!;
            var listener = new LocationListener(bench.Catalog.Sources, bench.Queue);
            foreach (var outcome in new[] { CatalogWriteOutcome.Stored, CatalogWriteOutcome.Unchanged })
            {
                await listener.OnWrittenAsync([new(new(entity, DateTimeOffset.UnixEpoch), outcome, entity.Source)], Cancel);
            }

            Assert.Single(bench.Queue.Sent);
        }
    }
}
