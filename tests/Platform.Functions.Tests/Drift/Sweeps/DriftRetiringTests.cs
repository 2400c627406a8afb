using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Collection;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>Findings of what is there no more don't stay open.</summary>
public sealed class DriftRetiringTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entity_that_left_and_a_service_that_was_registered_have_no_open_findings_any_more()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync(
            "leaving", (DriftHost.Descriptor, DriftHost.Component("leaving", "group:default/nobody")));
        await world.Organization.CreateAsync("empty", ("README.md", "# Empty"));
        await world.Host.Services.GetRequiredService<IDeploymentSigns>().NoteAsync(
            new("component:default/unregistered", "production", "production", DateTimeOffset.UtcNow, 1), Cancel);
        await world.Host.Client.SweepAsync(Cancel);
        await world.SweepAsync();
        Assert.NotEmpty(await OpenAsync(world, "entity:component:default/leaving"));
        Assert.NotEmpty(await OpenAsync(world, "service:component:default/unregistered"));

        await world.Organization.PushAsync("leaving", (DriftHost.Descriptor, null));
        await world.Organization.PushAsync("empty", (DriftHost.Descriptor, DriftHost.Component("unregistered")));
        await Eventually.HoldsAsync(
            async () =>
            {
                await world.Host.Client.SweepAsync(Cancel);
                return !await IsInCatalogAsync(world, "leaving") && await IsInCatalogAsync(world, "unregistered");
            },
            Cancel, "one left the catalog and another one is in it");
        await world.Organization.FaultAsync("server-error", "/orgs/{org}/repos", times: 99);
        await world.SweepAsync();
        Assert.NotEmpty(await OpenAsync(world, "entity:component:default/leaving"));
        await world.Organization.ForgetFaultsAsync();
        await world.SweepAsync();

        Assert.Empty(await OpenAsync(world, "entity:component:default/leaving"));
        Assert.Empty(await OpenAsync(world, "service:component:default/unregistered"));
        Assert.All(
            await FindingsAsync(world, "entity:component:default/leaving", "fixed"),
            finding => Assert.Equal("component:default/leaving", (string)finding!["subject"]!["name"]!));
    }

    private static Task<JsonArray> OpenAsync(DriftHost world, string subject) => FindingsAsync(world, subject, "open");

    private static async Task<JsonArray> FindingsAsync(DriftHost world, string subject, string state) =>
        (await world.Host.Client.GetFromJsonAsync<JsonNode>($"drift/findings?subject={subject}&state={state}", Cancel))!
            ["items"]!.AsArray();

    private static async Task<bool> IsInCatalogAsync(DriftHost world, string name)
    {
        using var answer = await world.Host.Client.GetAsync($"catalog/entities/by-name/component/default/{name}", Cancel);
        return answer.IsSuccessStatusCode;
    }
}
