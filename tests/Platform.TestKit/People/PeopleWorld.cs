using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Graph;
using Platform.Functions.Catalog.People;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.TestKit.People;

/// <summary>The app with an organisation in the forge and a tenant in Graph's place.</summary>
public sealed class PeopleWorld : IAsyncDisposable
{
    private PeopleWorld(PlatformHost host, GraphDouble graph, ForgeApi forge, string organization)
    {
        Host = host;
        Graph = graph;
        Forge = forge;
        Organization = organization;
    }

    public PlatformHost Host { get; }

    public GraphDouble Graph { get; }

    public ForgeApi Forge { get; }

    public string Organization { get; }

    public string GitHubOrigin => $"github-people:{Organization}";

    public string GraphOrigin => $"graph:{Graph.TenantId}";

    public static async Task<PeopleWorld> StartAsync(
        int profiles = 100, TimeSpan? longestWait = null, Action<IDictionary<string, string?>>? settings = null)
    {
        var graph = await GraphDouble.StartAsync();
        var organization = $"org-{Guid.NewGuid():N}"[..16];
        var host = await PlatformHost.StartAsync(
            values =>
            {
                values["PeopleGitHubOrganizations"] = organization;
                values["PeopleGitHubProfiles"] = $"{profiles}";
                values["PeopleGraphTenantId"] = graph.TenantId;
                values["PeopleGraphApiUrl"] = graph.Root.AbsoluteUri;
                values["PeopleGraphLongestWaitSeconds"] = "5";
                values["GitHubLongestWaitSeconds"] = "5";
                values["GitHubSmallestWaitMilliseconds"] = "20";
                settings?.Invoke(values);
            },
            services => services
                .AddSingleton(new GraphCredential(GraphDouble.Credential))
                .AddSingleton(new PeopleWaits(TimeSpan.FromMilliseconds(100), longestWait ?? TimeSpan.FromSeconds(3))));
        return new(host, graph, await ForgeApi.OpenAsync(), organization);
    }

    public async Task PutAsync(OrganizationPlan plan, CancellationToken cancellationToken) =>
        await Forge.PostAsync("_forge/people", plan.ForForge(Organization), cancellationToken);

    public async Task FaultAsync(string fault, string route, CancellationToken cancellationToken, int skip = 0, int times = 99) =>
        await Forge.PostAsync("_forge/faults", new JsonObject
        {
            ["org"] = Organization,
            ["fault"] = fault,
            ["routePattern"] = route,
            ["skip"] = skip,
            ["times"] = times,
            ["retryAfterSeconds"] = 3600,
        }, cancellationToken);

    /// <summary>Starts a sweep and gives its reports by origin when it has ended.</summary>
    public async Task<IReadOnlyDictionary<string, JsonNode>> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (string?)(await LookAsync(cancellationToken))?["startedAt"];
        using var started = await Host.Client.PostAsync("catalog/people/sweep", null, cancellationToken);
        if (started.StatusCode != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException(
                $"{started.StatusCode}: {await started.Content.ReadAsStringAsync(cancellationToken)}");
        }

        JsonNode? sweep = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                sweep = await LookAsync(cancellationToken);
                return (string?)sweep?["status"] is "completed" or "failed" && (string?)sweep["startedAt"] != before;
            },
            cancellationToken,
            "the sweep has ended",
            TimeSpan.FromMinutes(10));
        return sweep!["progress"]!["reports"]!.AsArray().ToDictionary(report => (string)report!["origin"]!, report => report!);
    }

    private async Task<JsonNode?> LookAsync(CancellationToken cancellationToken) =>
        (await Host.Client.GetFromJsonAsync<JsonNode>("catalog/people", cancellationToken))!["sweep"];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Graph.DisposeAsync();
        Forge.Dispose();
    }
}
