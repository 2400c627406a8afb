using System.Buffers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog.Feed;

public sealed class CatalogReadTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private StorageFixture _storage = null!;
    private CatalogInstance _writer = null!;
    private CatalogInstance _reader = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageFixture.NewAsync();
        _writer = new(_storage);
        _reader = new(_storage, _clock);
        await _writer.WriteAsync(new EntityBuilder().Named("a").Write());
        await _reader.Index.ReadAsync(null, Cancel);
        await _reader.Writer.WrittenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _reader.DisposeAsync();
    }

    [Fact]
    public async Task Within_a_second_reads_ask_storage_nothing_and_after_it_one_of_them_looks_at_the_heads()
    {
        var calls = _reader.Faults.Calls;
        for (var i = 0; i < 50; i++)
        {
            (await _reader.Index.ReadAsync(null, Cancel)).Query(new(Core.Catalog.Queries.EntityFilter.Everything, []));
        }

        Assert.Equal(calls, _reader.Faults.Calls);
        _clock.Advance(CatalogIndex.CheckEvery);
        for (var i = 0; i < 50; i++)
        {
            await _reader.Index.ReadAsync(null, Cancel);
        }

        Assert.Equal(calls + CatalogPosition.Buckets, _reader.Faults.Calls);
    }

    [Fact]
    public async Task What_was_written_is_seen_a_second_later_and_at_once_by_who_knows_its_position()
    {
        await _writer.WriteAsync(new EntityBuilder().Named("b").Write());
        Assert.Null((await _reader.Index.ReadAsync(null, Cancel)).Find(EntityRef.Parse("component:b")));
        _clock.Advance(CatalogIndex.CheckEvery);
        Assert.NotNull((await _reader.Index.ReadAsync(null, Cancel)).Find(EntityRef.Parse("component:b")));

        await _writer.WriteAsync(new EntityBuilder().Named("c").Write());
        _clock.Advance(CatalogIndex.CheckEvery / 2);
        var position = await _writer.Feed.HeadsAsync(Cancel);
        Assert.NotNull((await _reader.Index.ReadAsync(position, Cancel)).Find(EntityRef.Parse("component:c")));
    }

    [Fact]
    public async Task A_position_that_nobody_handed_out_is_not_waited_for()
    {
        _clock.Advance(CatalogIndex.CheckEvery / 2);
        var invented = (await _writer.Feed.HeadsAsync(Cancel)).With(3, 1000);

        Assert.False((await _reader.Index.ReadAsync(invented, Cancel)).Position.IsAtLeast(invented));
    }

    [Fact]
    public async Task While_storage_is_away_answers_come_from_memory()
    {
        _reader.Faults.DiesAt = 0;
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.NotNull((await _reader.Index.ReadAsync(null, Cancel)).Find(EntityRef.Parse("component:a")));

        Assert.Contains(
            _reader.Log, line => line.StartsWith("Warning: The catalog's feed can't be read", StringComparison.Ordinal));
        _reader.Faults.DiesAt = int.MaxValue;
        await _writer.WriteAsync(new EntityBuilder().Named("b").Write());
        _clock.Advance(CatalogIndex.CheckEvery);
        Assert.NotNull((await _reader.Index.ReadAsync(null, Cancel)).Find(EntityRef.Parse("component:b")));
    }

    [Fact]
    public async Task A_body_that_has_a_blob_of_its_own_is_read_when_it_is_asked_for_also_after_a_snapshot()
    {
        var text = new string('x', 100_000);
        await _writer.WriteAsync(new EntityBuilder().Named("big").With("metadata.description", text).Write());
        _clock.Advance(CatalogIndex.CheckEvery);
        var view = await _reader.Index.ReadAsync(null, Cancel);
        await _reader.Writer.WriteAsync(_reader.Index.Loaded!.Index, view.Position, Cancel);
        await using var next = new CatalogInstance(_storage);

        foreach (var (instance, shown) in new[] { (_reader, view), (next, await next.Index.ReadAsync(null, Cancel)) })
        {
            var calls = instance.Faults.Calls;
            await TextAsync(shown, new(["kind"]));
            Assert.Equal(calls, instance.Faults.Calls);
            Assert.Equal(text, (string?)JsonNode.Parse(await TextAsync(shown, null))!["metadata"]!["description"]);
            await TextAsync(shown, null);
            Assert.Equal(calls + 1, instance.Faults.Calls);
        }
    }

    private static async Task<string> TextAsync(CatalogView view, Core.Catalog.Queries.FieldSelection? fields)
    {
        var written = new ArrayBufferWriter<byte>();
        await view.Find(EntityRef.Parse("component:big"))!.WriteToAsync(written, fields, Cancel);
        return System.Text.Encoding.UTF8.GetString(written.WrittenSpan);
    }
}
