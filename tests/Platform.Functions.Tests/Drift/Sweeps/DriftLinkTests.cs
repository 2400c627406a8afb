using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Collection;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;
using Platform.TestKit.Web;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>Links of the catalog, asked by sweeps.</summary>
public sealed class DriftLinkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_that_fails_on_two_days_is_found_and_one_that_answers_again_is_not()
    {
        await using var server = await OutsideServer.StartAsync();
        var isGone = true;
        server.Answer = (call, http) =>
        {
            http.Response.StatusCode = call.PathAndQuery switch
            {
                "/gone" when isGone => 404,
                "/login" => 403,
                "/no-head" when call.Method == "HEAD" => 405,
                _ => 200,
            };
            return Task.CompletedTask;
        };
        await using var world = await StartAsync(server, "/gone", "/login", "/no-head");
        await world.SweepAllAsync();
        Assert.Empty(await world.OpenAsync("link-dead"));
        var asked = server.Calls.Count;

        await world.SweepAsync();
        Assert.Equal(asked, server.Calls.Count);

        await world.ADayPassesAsync();
        await world.SweepAsync();
        Assert.Equal(["component:default/linked"], await world.OpenAsync("link-dead"));
        Assert.Equal(["metadata.links"], await world.PlacesAsync("link-dead"));

        isGone = false;
        await world.ADayPassesAsync();
        await world.SweepAsync();
        Assert.Empty(await world.OpenAsync("link-dead"));
    }

    [Fact]
    public async Task Hosts_that_are_not_listed_are_not_asked()
    {
        await using var server = await OutsideServer.StartAsync();
        await using var other = await OutsideServer.StartAsync();
        await using var world = await StartAsync(server, "/fine", $"{other.Url}gone", "https://169.254.169.254/metadata");

        await world.SweepAllAsync();

        Assert.Equal(["/fine"], server.Calls.Select(call => call.PathAndQuery).Distinct());
        Assert.Empty(other.Calls);
    }

    private static async Task<DriftHost> StartAsync(OutsideServer server, params string[] links)
    {
        var world = await DriftHost.StartAsync(settings: settings => settings["DriftLinkHosts"] = server.Url.Authority);
        var descriptor = new EntityBuilder().Named("linked").With("spec.owner", "group:default/team").With(
            "metadata.links",
            new JsonArray([.. links.Select(link => new JsonObject { ["url"] = new Uri(server.Url, link).AbsoluteUri })]));
        await world.Organization.CreateAsync("linked", (DriftHost.Descriptor, descriptor.Text()));
        return world;
    }
}

internal static class DriftLinkWorld
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Everything that is known of links was found out a day earlier.</summary>
    public static async Task ADayPassesAsync(this DriftHost world)
    {
        var notes = world.Host.Services.GetRequiredService<IDocuments<LinkNotes>>();
        for (var share = 0; share < 16; share++)
        {
            await notes.ChangeAsync(
                $"{share:00}",
                known => known is null ? null : new(known.Links.ToDictionary(link => link.Key, link => link.Value with
                {
                    AskedAt = link.Value.AskedAt.AddDays(-1),
                    FailingSince = link.Value.FailingSince?.AddDays(-1),
                })),
                Cancel);
        }
    }
}
