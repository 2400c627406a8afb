using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Discovery.News;
using Platform.TestKit.Catalog;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog.Discovery;

/// <summary>The app and an organisation of its own, which nobody else looks through.</summary>
internal sealed class DiscoveryWorld : IAsyncDisposable
{
    private DiscoveryWorld(PlatformHost host, OrganizationDriver organization) => (Host, Organization) = (host, organization);

    public PlatformHost Host { get; }

    public OrganizationDriver Organization { get; }

    public HttpClient Client => Host.Client;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="isTold">The organisation tells the app what happens.</param>
    /// <param name="settles">A repository counts as known as soon as it was looked at. Times of pushes have whole seconds, so a
    /// test that pushes in between must do without.</param>
    public static async Task<DiscoveryWorld> StartAsync(
        bool isTold = false,
        bool settles = false,
        DiscoveryLimits? limits = null,
        Action<IDictionary<string, string?>>? settings = null)
    {
        limits ??= new DiscoveryLimits();
        var quick = limits with
        {
            PushMargin = settles ? TimeSpan.FromSeconds(-1) : limits.PushMargin,
            ShortestWait = TimeSpan.FromMilliseconds(50),
            ReplicaLag = TimeSpan.FromMilliseconds(200),
        };
        var host = await PlatformHost.StartAsync(settings, services => services.AddSingleton(quick));
        var organization = await OrganizationDriver.OpenAsync(host.Organization);
        if (isTold)
        {
            await organization.HookAsync(new Uri(host.ApiAddress, "github/webhooks"), host.WebhookSecret);
        }

        return new(host, organization);
    }

    public static string Component(string name, string description = "first") =>
        new EntityBuilder().Named(name).With("metadata.description", description).Text();

    public Task<JsonNode> SweepAsync(object? scope = null) => Client.SweepAsync(Cancel, scope);

    public Task<JsonNode?> FindAsync(string name) => Client.ComponentAsync(name, Cancel);

    public Task IsAsync(string name, Func<JsonNode?, bool> condition) => Client.ComponentIsAsync(name, condition, Cancel);

    /// <summary>The whole catalog: the expected components are there, and the others are not.</summary>
    public async Task HasAsync(string[] there, params string[] gone)
    {
        foreach (var name in there)
        {
            Assert.NotNull(await FindAsync(name));
        }

        foreach (var name in gone)
        {
            Assert.Null(await FindAsync(name));
        }
    }

    /// <summary>Waits until every webhook has been answered and what came of it is done.</summary>
    public async Task DeliveredAsync()
    {
        await Eventually.HoldsAsync(async () => await Organization.PendingDeliveriesAsync() == 0, Cancel);
        var queue = Host.Storage.Queues.GetQueueClient(RepositoryNews.Queue);
        await Eventually.HoldsAsync(
            async () => (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount == 0, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Organization.Dispose();
        await Host.DisposeAsync();
    }
}
