using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Metrics.Senders;
using Platform.Core.Metrics.Senders;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Metrics;

/// <summary>Bodies and records of deliveries, what waits for the catalog, and what components are known by.</summary>
public sealed class SenderStorageTests
{
    private static readonly DateTimeOffset Today = new(2030, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ComponentKey Slug = ComponentKey.Repository("acme/orders");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bodies_and_records_are_forgotten_with_their_days()
    {
        await using var services = await ServicesAsync();
        var archive = services.GetRequiredService<IDeliveryArchive>();
        var records = services.GetRequiredService<IDeliveryRecords>();
        var waiting = services.GetRequiredService<IUnattributedDeliveries>();
        var (old, young) = (Record("a", Today.AddDays(-31)), Record("b", Today.AddDays(-29)));
        var oldBody = await archive.KeepAsync(old.ReceivedAt, "old"u8.ToArray(), Cancel);
        var youngBody = await archive.KeepAsync(young.ReceivedAt, "young"u8.ToArray(), Cancel);
        await records.RecordAsync(old, Cancel);
        await records.RecordAsync(young, Cancel);
        await waiting.AddAsync(Slug, Envelope(old), Cancel);
        await waiting.AddAsync(Slug, Envelope(young), Cancel);

        var retention = new DeliveryRetention(
            archive, records, waiting, new(TimeSpan.FromDays(30)), new FixedTime(Today));
        await retention.RunAsync(Cancel);
        await retention.RunAsync(Cancel);

        Assert.Null(await archive.FindAsync(oldBody, Cancel));
        Assert.NotNull(await archive.FindAsync(youngBody, Cancel));
        Assert.False(await records.WasHandledAsync(old.Key, Cancel));
        Assert.True(await records.WasHandledAsync(young.Key, Cancel));
        Assert.Equal([young.Key], (await waiting.ListAsync(Slug, Cancel)).Select(one => one.Key));
    }

    [Fact]
    public async Task What_is_incomplete_is_not_handled_and_is_listed()
    {
        await using var services = await ServicesAsync();
        var records = services.GetRequiredService<IDeliveryRecords>();
        var record = Record("a", Today) with { Outcome = DeliveryOutcome.Incomplete, Reason = "delivery-incomplete" };

        await records.RecordAsync(record, Cancel);

        Assert.False(await records.WasHandledAsync(record.Key, Cancel));
        var day = DateOnly.FromDateTime(Today.UtcDateTime);
        Assert.Single(await records.ListAsync(new(day, "github", DeliveryOutcome.Incomplete, "delivery-incomplete", 10), Cancel));
        Assert.Empty(await records.ListAsync(new(day, "github", DeliveryOutcome.Told, null, 10), Cancel));
        Assert.Empty(await records.ListAsync(new(day.AddDays(1), null, null, null, 10), Cancel));
    }

    [Fact]
    public async Task A_component_is_known_by_its_present_keys_alone_and_what_is_new_is_told_until_it_was_heard()
    {
        await using var services = await ServicesAsync();
        var keys = services.GetRequiredService<IComponentKeys>();
        var learned = new List<ComponentKey>();
        const string Orders = "component:default/orders";
        Task Hear(ComponentKey key)
        {
            learned.Add(key);
            return learned.Count == 1 ? throw new InvalidOperationException("The process was killed.") : Task.CompletedTask;
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => keys.SetAsync(Orders, [Slug], Hear, Cancel));
        await keys.SetAsync(Orders, [Slug], Hear, Cancel);
        await keys.SetAsync(Orders, [Slug], Hear, Cancel);

        Assert.Equal([Slug, Slug], learned);
        var found = await keys.FindAsync(ComponentKey.Repository("ACME/Orders"), Cancel);
        Assert.Equal([Orders], found.Select(one => one.Canonical));
        await keys.SetAsync(Orders, [], Hear, Cancel);
        Assert.Empty(await keys.FindAsync(Slug, Cancel));
    }

    private static DeliveryRecord Record(string id, DateTimeOffset at) => new(
        DeliveryEnvelope.KeyOf("github", id, "{}"u8), "github", id, "push", at, at, DeliveryOutcome.Told, null, [], 0, [], [],
        "body");

    private static DeliveryEnvelope Envelope(DeliveryRecord of) =>
        new(of.Key, of.Sender, of.Id, of.Event, of.ReceivedAt, of.Body, new Dictionary<string, string>());

    private static async Task<ServiceProvider> ServicesAsync()
    {
        var storage = await StorageFixture.NewAsync();
        return new ServiceCollection()
            .AddSingleton(storage.Tables).AddSingleton(storage.Blobs)
            .AddSenderStorage()
            .BuildServiceProvider();
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
