using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Metrics;

/// <summary>Notes, signs of life, censuses and alerts on real storage.</summary>
public sealed class PlatformStorageTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset At = new(2030, 6, 30, 23, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_note_is_kept_once_in_its_month_and_read_as_it_was()
    {
        var notes = Services().GetRequiredService<IPlatformNotes>();
        var ticket = new PlatformNote("/issues", "1", "7", At, new TicketNotice(
            TicketPhase.Created, null, "a", null, "issue", new string('x', 40_000), ["platform"]));
        var request = new PlatformNote("/desk", "1", "7", At, new RequestNotice(
            RequestPhase.Completed, RequestKind.Access, null, "a", null, null, null, null, null, false, null, null));
        foreach (var note in new[] { ticket, ticket, request })
        {
            await notes.AddAsync(note, Cancel);
        }

        var found = Assert.Single(await notes.ListAsync(NoteKind.Ticket, new(2030, 7, 1), new(2030, 7, 1), Cancel));
        Assert.Equal(((TicketNotice)ticket.Notice).Text, ((TicketNotice)found.Notice).Text);
        Assert.Equal(request, Assert.Single(await notes.ListAsync(NoteKind.Request, new(2030, 6, 1), new(2030, 6, 2), Cancel)));
        Assert.Empty(await notes.ListAsync(NoteKind.Request, new(2030, 8, 2), new(2030, 9, 1), Cancel));
    }

    [Fact]
    public async Task Signs_of_several_processes_are_all_there_and_old_hours_go()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => Services().GetRequiredService<ISignsOfLife>()).ToList();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 24), Cancel,
            async (hour, token) => await processes[hour % 4].SawAsync(SignKind.Source, "/ci", At.AddHours(-hour), token));
        await processes[0].SawAsync(SignKind.Source, "/ci", At.AddDays(-36), Cancel);

        var sign = Assert.Single(await processes[1].ListAsync(SignKind.Source, Cancel));

        Assert.Equal((At, 24), (sign.LastAt, sign.Hours.Count));
    }

    [Fact]
    public async Task The_last_census_of_some_days_is_found()
    {
        var censuses = Services().GetRequiredService<ICensusStore>();
        var components = Enumerable.Range(0, 3000).Select(number => KpiStory.Component($"c{number}")).ToArray();
        foreach (var day in new[] { 1, 3, 3, 9 })
        {
            await censuses.SaveAsync(KpiStory.CensusOf(new(2030, 6, day), components), Cancel);
        }

        var found = await censuses.LastAsync(new(2030, 6, 2), new(2030, 6, 8), Cancel);

        Assert.Equal(new(2030, 6, 3), found!.Day);
        Assert.Equal(components, found.Components);
        Assert.Null(await censuses.LastAsync(new(2030, 6, 4), new(2030, 6, 8), Cancel));
    }

    [Fact]
    public async Task Changes_of_an_alert_by_several_at_once_are_all_there()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Services().GetRequiredService<IAlertStore>()).ToList();
        var finding = new AlertFinding("organization", AlertSeverity.Warning, "So", true, [new("a", "b", "c")]);
        var id = Alert.IdOf("rule", "organization");

        await Parallel.ForEachAsync(Enumerable.Range(0, 12), Cancel, async (number, token) =>
            await stores[number % 4].ChangeAsync(
            id, alert => (alert ?? Alert.Of("rule", finding, At)).Seen(finding, At, AlertOptions.Default), token));

        var stored = (await stores[0].FindAsync(id, Cancel))!;
        Assert.Equal((12, 1, AlertState.Open), (stored.Looks, stored.Openings, stored.State));
        Assert.Null(await stores[0].ChangeAsync("none", _ => null, Cancel));
        Assert.Single(await stores[0].ListAsync(Cancel));
    }

    private ServiceProvider Services() => new ServiceCollection()
        .AddSingleton(new TableServiceClient(storage.ConnectionString))
        .AddSingleton(new BlobServiceClient(storage.ConnectionString))
        .AddSingleton(DoraOptions.Default)
        .AddSingleton(TimeProvider.System)
        .AddMetricsStorage()
        .BuildServiceProvider();
}
