using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;
using Platform.TestKit.ChatOps;

namespace Platform.Core.Tests.Catalog.Locations;

/// <summary>All that locations need, in memory; each thing that happens is a minute later than the one before.</summary>
internal sealed class LocationBench
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public LocationBench() => Catalog.Clock = _clock;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public MemoryCatalog Catalog { get; } = new();

    public MemoryRepositories Repositories { get; } = new();

    public MemoryRegisteredLocations Locations { get; } = new();

    public MemoryHoldings Holdings { get; } = new();

    public MemoryOperations Operations { get; } = new();

    public MemoryQueue Queue { get; } = new();

    public DiscoveredSources Discovered { get; set; } = new([], DescriptorNames.Default);

    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(5);

    public IReadOnlyList<string> Components() =>
        [.. Catalog.Claims.Refs.Where(entity => entity.Canonical.StartsWith("component:", StringComparison.Ordinal))
            .Select(entity => entity.Name).Order(StringComparer.Ordinal)];

    public static string Page(string repository, string path) => $"https://github.com/{repository}/blob/main/{path}";

    public static string Component(string name, string? title = null) =>
        new EntityBuilder().Named(name).With("metadata.title", title).Text();

    public static string Location(string name, params string[] targets)
    {
        var spec = new JsonObject { ["targets"] = new JsonArray([.. targets.Select(target => (JsonNode)target)]) };
        return new EntityBuilder().Named(name).With("kind", "Location").With("spec", spec).Text();
    }

    public async Task<Result<Registration>> RegisterAsync(string target, bool isDryRun = false, string? more = null)
    {
        var body = new JsonObject { ["type"] = "url", ["target"] = target };
        if (more is not null)
        {
            body["presence"] = more;
        }

        Tick();
        return await Registration().RegisterAsync(body, "key:1", isDryRun, Cancel);
    }

    public async Task<CatalogOperation?> UnregisterAsync(string target)
    {
        Tick();
        return await Registration().UnregisterAsync(RegisteredLocation.IdOf("url", target), "key:1", Cancel);
    }

    public async Task<CatalogOperation> RefreshAsync(string name)
    {
        Tick();
        return await Registration().RefreshAsync(EntityRef.Parse($"component:default/{name}"), "key:1", Cancel);
    }

    /// <summary>What is on the queue, until it is empty.</summary>
    public async Task WorkAsync()
    {
        while (Queue.Take() is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                Tick();
                await Runner().RunAsync(RefreshMessage.Parse(message.Body).Value!, Cancel);
            }
        }
    }

    public async Task PushAsync(string source, string text, string cause = IngestCause.Push)
    {
        Tick();
        var path = source.Split(':')[^1];
        var descriptor = Core.Catalog.Ingestion.Descriptor.InRepository(
            new("1", source.Split(':')[1], PushBuilder.Sha, Branch: "main"), path);
        await Catalog.Ingestor().IngestAsync(
            [new(descriptor, SourceState.Read, text, ContentTag: ContentHash.Of(text))],
            new(_clock.GetUtcNow(), cause, "github:acme"), Cancel);
    }

    public async Task<string?> OriginOfAsync(string name) => (string?)(await Catalog.Store.FindAsync(
        EntityRef.Parse($"component:default/{name}"), Cancel))?.Body["metadata"]!["annotations"]![
            "backstage.io/managed-by-origin-location"];

    public SourceManifest? Manifest(string source) => Catalog.Sources[source];

    public RefreshRunner Runner()
    {
        var returning = new LocationReturn(Reader(), Addresses, Catalog.Ingestor());
        return new(
            Locations, Refresher(),
            new(returning, Discovered, Holdings, Sharing(), Catalog.Sources, Catalog.Ingestor(), Queue, _clock),
            new(Catalog.Store, Catalog.Sources, Locations, Refresher(), Reader(), Addresses, Catalog.Ingestor(), _clock),
            Operations, Queue, _clock);
    }

    public LocationRegistration Registration() => new(
        Locations, Refresher(), Runner(), Operations, Queue,
        new RegistrationPatience(Patience), _clock);

    public LocationSweep Sweep() => new(Locations, Operations, Queue, _clock);

    public void Tick() => _clock.Advance(TimeSpan.FromMinutes(1));

    private static RepositoryHost Host => RepositoryHost.Of(new Uri("https://api.github.com/"));

    public static LocationAddresses Addresses => new(Host, AllowedUrls.None);

    private LocationReader Reader() => new(
        Repositories, new NoWeb(), new YamlDocumentReader(), Addresses, new AllowEverything(), Catalog.Sources);

    private LocationSharing Sharing() => new(Locations, Holdings, Catalog.Sources, Discovered);

    private LocationRefresher Refresher() => new(
        Reader(), Addresses, Holdings, Sharing(), new(Reader(), Addresses, Catalog.Ingestor()), Catalog.Ingestor(), Queue,
        _clock);

    private sealed class NoWeb : IWebTexts
    {
        public Task<Result<WebText>> ReadAsync(
            Uri url, string? knownTag, int maxBytes, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"{url} must not be read.");
    }
}
