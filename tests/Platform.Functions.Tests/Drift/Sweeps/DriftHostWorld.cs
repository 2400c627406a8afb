using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>What tests of the world outside do to it, and what they ask.</summary>
internal static class DriftHostWorld
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task AddAsync(this DriftHost world, string name) => world.Organization.CreateAsync(
        name, (DriftHost.Descriptor, Descriptor(name, "production", string.Empty)));

    public static Task DescribeAsync(this DriftHost world, string name, string lifecycle, string more = "") =>
        world.Organization.PushAsync(name, (DriftHost.Descriptor, Descriptor(name, lifecycle, more)));

    /// <summary>The catalog takes in what is described, and then everything is compared.</summary>
    public static async Task SweepAllAsync(this DriftHost world)
    {
        await world.Host.Client.SweepAsync(Cancel);
        await world.SweepAsync();
    }

    /// <returns>Names of the subjects that the rule finds fault with.</returns>
    public static async Task<IReadOnlyList<string>> OpenAsync(this DriftHost world, string rule)
    {
        var found = await world.Host.Client.GetFromJsonAsync<JsonNode>($"drift/findings?rule={rule}&state=open", Cancel);
        return [.. found!["items"]!.AsArray().Select(item => (string)item!["subject"]!["name"]!).Order()];
    }

    /// <returns>Where the rule finds fault.</returns>
    public static async Task<IReadOnlyList<string>> PlacesAsync(this DriftHost world, string rule)
    {
        var found = await world.Host.Client.GetFromJsonAsync<JsonNode>($"drift/findings?rule={rule}&state=open", Cancel);
        return [.. found!["items"]!.AsArray()
            .SelectMany(item => item!["evidence"]!.AsArray().Select(one => (string)one!["place"]!)).Order()];
    }

    /// <summary>A template of the library, and the version of it that everybody is offered.</summary>
    public static async Task<(EntityRef Template, string Hash)> TemplateAsync(this DriftHost world)
    {
        var templates = await world.Host.Services.GetRequiredService<ITemplateLibrary>().ListAsync(Cancel);
        var one = templates.First(template => template.State is { Newest: not null });
        return (one.Ref, one.State!.Stable ?? one.State.Newest!);
    }

    /// <summary>The platform remembers that the template made these files of the repository.</summary>
    public static async Task RecordAsync(
        this DriftHost world, string name, EntityRef template, string hash, params (string Path, string Text)[] files)
    {
        var contents = world.Host.Services.GetRequiredService<IContentStore>();
        var tree = new WorkspaceManifest(await contents.WriteAsync(
            [.. files.Select(file => new WorkspaceBody(file.Path, "100644", Encoding.UTF8.GetBytes(file.Text)))], Cancel));
        var manifest = await contents.SaveAsync(tree, Cancel);
        await world.Host.Services.GetRequiredService<IProvenanceStore>().RecordAsync(
            new(
                TaskId.New(TimeProvider.System), RepositoryName.Create(world.Organization.Name, name), string.Empty, template,
                new(null, hash), "source", string.Empty, [], new(tree.Fingerprint(), manifest, files.Length), "test",
                DateTimeOffset.UtcNow),
            Cancel);
    }

    /// <summary>Argo CD notifies of an application that deploys the component.</summary>
    public static async Task TellAsync(this DriftHost world, string component, string sync, DateTimeOffset at)
    {
        var app = ArgoCdPayloads.Application(sync: sync);
        app["metadata"]!["name"] = $"{component}-production";
        app["metadata"]!["uid"] = $"uid-of-{component}";
        app["metadata"]!["annotations"] = new JsonObject
        {
            ["platform.functions/component"] = $"component:default/{component}",
            ["platform.functions/environment"] = "production",
        };
        app["status"]!["reconciledAt"] = at.ToString("O");
        using var answer = await world.Host.SendFromAsync("argocd", new JsonObject { ["app"] = app });
        answer.EnsureSuccessStatusCode();
        var signs = world.Host.Services.GetRequiredService<IDocuments<ArgoSign>>();
        await Eventually.HoldsAsync(
            async () => (await signs.ListAsync(Cancel)).Any(sign =>
                sign.Component == $"component:default/{component}" && sign.Sync == sync),
            Cancel);
    }

    /// <summary>Sweeps of long ago have seen these already.</summary>
    public static async Task SawLongAgoAsync(this DriftHost world, params string[] canonical)
    {
        await world.SweepAllAsync();
        var ago = DateTimeOffset.UtcNow.AddDays(-30);
        await world.Host.Services.GetRequiredService<IDocuments<WatchedCatalog>>().ChangeAsync(
            "catalog",
            known => known! with
            {
                Entities = known.Entities.ToDictionary(
                    one => one.Key, one => canonical.Contains(one.Key) ? one.Value with { FirstSeenAt = ago } : one.Value),
            },
            Cancel);
    }

    /// <summary>Twelve whole weeks as sweeps have counted them; the last one is changed.</summary>
    public static Task RememberWeeksAsync(
        this DriftHost world,
        IDocuments<CountedWeeks> counted,
        Func<DateOnly, WeekCounts> week,
        Func<WeekCounts, WeekCounts> grown) => counted.ChangeAsync(
            world.Organization.Name,
            known =>
            {
                var present = known!.Weeks[^1];
                var past = Enumerable.Range(1, 12).Reverse().Select(ago => week(present.Week.AddDays(-7 * ago))).ToList();
                past[^1] = grown(past[^1]);
                return known with { Weeks = [.. past, present] };
            },
            Cancel);

    private static string Descriptor(string name, string lifecycle, string more) =>
        $"""
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: {name}
        spec:
          type: service
          lifecycle: {lifecycle}
          owner: team
          {more}
        """;
}
