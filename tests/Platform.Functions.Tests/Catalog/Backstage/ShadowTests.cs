using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Web;
using Platform.Core.ChatOps.Messages;
using Platform.TestKit.Backstage;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Catalog.Backstage;

/// <summary>The platform beside a Backstage that runs, stumbles and falls.</summary>
public sealed class ShadowTests : IAsyncLifetime, INotifier
{
    private readonly ConcurrentQueue<Notification> _told = new();

    private PlatformHost _host = null!;
    private BackstageDouble _backstage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _backstage = await BackstageDouble.StartAsync();
        _host = await PlatformHost.StartAsync(
            settings =>
            {
                settings["BackstageShadowUrl"] = _backstage.Url;
                settings["BackstageShadowToken"] = BackstageDouble.Token;
            },
            services => services.AddSingleton<INotifier>(this).AddSingleton(
                new PatientHttp(new(3, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10)), TimeProvider.System)));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _backstage.DisposeAsync();
    }

    Task INotifier.NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        _told.Enqueue(notification);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_entity_is_identical_different_or_on_one_side_only()
    {
        _backstage.Entities.AddText(Text("same"), "url:https://gitlab.com/a");
        _backstage.Entities.AddText(Text("other"), "url:https://gitlab.com/a");
        _backstage.Entities.AddText(Text("here"), "url:https://gitlab.com/a");
        await CopyAllAsync();
        _backstage.Entities.Change("component:default/other", entity => entity["spec"]!["owner"] = "team-b");
        _backstage.Entities.Remove("component:default/here");
        _backstage.Entities.AddText(Text("there"), "url:https://gitlab.com/a");
        _backstage.Entities.AddRegistered("generated-1", "https://gitlab.com/a");

        var state = await RunAsync();

        Assert.True((bool)state["complete"]!);
        var report = state["report"]!;
        Assert.Equal(
            """{"identical":1,"different":1,"onlyThere":1,"onlyHere":1}""", report["counts"]!.ToJsonString());
        Assert.Equal("component:default/there", (string)report["onlyThere"]!.AsArray().Single()!);
        Assert.Equal("component:default/here", (string)report["onlyHere"]!.AsArray().Single()!);
        var different = report["different"]!.AsArray().Single()!;
        Assert.Equal("component:default/other", (string)different["ref"]!);
        Assert.Equal(
            ("spec.owner", "\"team-b\"", "\"team-commerce\""),
            ((string)different["fields"]![0]!["field"]!, (string)different["fields"]![0]!["there"]!,
                (string)different["fields"]![0]!["here"]!));
        Assert.Equal(state.ToJsonString(), (await GetAsync()).ToJsonString());
    }

    [Fact]
    public async Task People_hear_of_it_when_it_has_changed_and_only_then()
    {
        _backstage.Entities.AddText(Text("one"), "url:https://gitlab.com/a");
        await RunAsync();
        Assert.Equal("The catalog's differences from Backstage have changed", Assert.Single(_told).Message.Title);
        await RunAsync();
        Assert.Single(_told);

        _backstage.Entities.AddText(Text("two"), "url:https://gitlab.com/a");
        var trend = (await RunAsync())["report"]!["trend"]!;

        Assert.Equal((0, 1), ((int)trend["identical"]!, (int)trend["onlyThere"]!));
        Assert.Equal(2, _told.Count);
        Assert.Contains(_told.Last().Message.Facts!, fact => fact is { Name: "Only in Backstage", Value: "2 (+1)" });
        await CopyAllAsync();
        await RunAsync();
        Assert.Equal("The catalog says the same as Backstage", _told.Last().Message.Title);
        Assert.Equal(_told.Count, _told.Select(told => told.Key).Distinct().Count());
    }

    [Theory]
    [InlineData(503, "backstage-unavailable")]
    [InlineData(401, "backstage-unauthorized")]
    [InlineData(BackstageFault.HalfBody, "backstage-unavailable")]
    [InlineData(BackstageFault.EarlyEnd, "backstage-incomplete")]
    public async Task An_outage_in_the_middle_judges_nothing_and_is_told_once(int fault, string code)
    {
        for (var i = 0; i < 300; i++)
        {
            _backstage.Entities.AddText(Text($"c{i}"), "url:https://gitlab.com/a");
        }

        var before = await RunAsync();
        _backstage.Add(new(fault, Skip: fault == BackstageFault.EarlyEnd ? 0 : 1) { Times = 1000 });
        var state = await RunAsync();
        await RunAsync();

        Assert.False((bool)state["complete"]!);
        Assert.Equal(code, (string)state["failure"]!["problem"]!["code"]!);
        Assert.Equal(before["report"]!.ToJsonString(), state["report"]!.ToJsonString());
        Assert.Single(state["history"]!.AsArray());
        Assert.Equal(["The comparison with Backstage could not be made"], _told.Skip(1).Select(told => told.Message.Title));

        _backstage.ClearFaults();
        Assert.True((bool)(await RunAsync())["complete"]!);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public async Task Ten_thousand_entities_are_counted_and_the_first_are_named()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _backstage.Entities.AddText(Text($"c{i:d5}"), "url:https://gitlab.com/a");
        }

        var report = (await RunAsync())["report"]!;

        Assert.Equal(10_000, (int)report["counts"]!["onlyThere"]!);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => $"component:default/c{i:d5}"),
            report["onlyThere"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(40, _backstage.Requests.Count);
        Assert.All(_backstage.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Nothing_was_compared_before_the_first_run()
    {
        using var answer = await _host.Client.GetAsync("catalog/shadow", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("shadow-not-yet", await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static string Text(string name) => new EntityBuilder().Named(name).Text();

    private async Task CopyAllAsync()
    {
        var body = new JsonObject
        {
            ["from"] = _backstage.Url,
            ["entities"] = new JsonArray([.. _backstage.Entities.All.Select(entity => entity.DeepClone())]),
        };
        using var answer = await _host.Client.PostAsJsonAsync("catalog/imports", body, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonNode> RunAsync()
    {
        using var answer = await _host.Client.PostAsync("catalog/shadow", null, Cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
    }

    private async Task<JsonNode> GetAsync() => (await _host.Client.GetFromJsonAsync<JsonNode>("catalog/shadow", Cancel))!;
}
