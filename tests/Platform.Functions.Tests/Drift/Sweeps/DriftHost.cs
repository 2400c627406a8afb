using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Collection;
using Platform.TestKit.Catalog;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>The app and an organisation of its own.</summary>
internal sealed class DriftHost : IAsyncDisposable
{
    public const string Descriptor = "catalog-info.yaml";

    private DriftHost(PlatformHost host, OrganizationDriver organization) => (Host, Organization) = (host, organization);

    public PlatformHost Host { get; }

    public OrganizationDriver Organization { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="settles">A repository counts as known as soon as it was looked at.</param>
    public static async Task<DriftHost> StartAsync(
        bool settles = true, CollectionLimits? limits = null, Action<IDictionary<string, string?>>? settings = null)
    {
        limits ??= new CollectionLimits();
        var quick = limits with
        {
            PushMargin = settles ? TimeSpan.FromSeconds(-1) : limits.PushMargin,
            ShortestWait = TimeSpan.FromMilliseconds(50),
        };
        var host = await PlatformHost.StartAsync(settings, services => services.AddSingleton(quick));
        return new(host, await OrganizationDriver.OpenAsync(host.Organization));
    }

    public static string Component(string name, string owner = "group:default/team") =>
        new EntityBuilder().Named(name).With("spec.owner", owner).Text();

    public Task<JsonNode> SweepAsync(object? scope = null) => Host.Client.SweepForDriftAsync(Cancel, scope);

    public async Task<IReadOnlyList<string>> CallsOfSweepAsync(object? scope = null)
    {
        var after = await Organization.SequenceAsync();
        await SweepAsync(scope);
        return [.. (await Organization.RequestsAsync(after)).Select(request => request.Call)];
    }

    /// <summary>The rows of repositories with their tags: a row that was written again has another one.</summary>
    public async Task<IReadOnlyList<string>> FactRowsAsync() => await Host.Storage.Tables.GetTableClient("driftfacts")
        .QueryAsync<TableEntity>(row => row.PartitionKey == "repositories", cancellationToken: Cancel)
        .Select(row => $"{row.RowKey} {row.ETag}")
        .ToListAsync(Cancel);

    public async Task<DriftRecord> FactsOfAsync(string repository)
    {
        var facts = Host.Services.GetRequiredService<IDriftFacts>();
        var entry = (await facts.ListAsync(Organization.Name, Cancel)).Single(one => one.Listed.Name.Name == repository);
        return (await facts.FindAsync([entry.Id], Cancel))[entry.Id];
    }

    public async ValueTask DisposeAsync()
    {
        Organization.Dispose();
        await Host.DisposeAsync();
    }
}
