using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;
using Platform.TestKit.Catalog.Generation;
using Platform.TestKit.Hosting;
using Platform.TestKit.Oracles;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog.Client;

/// <summary>
/// The published <c>@backstage/catalog-client</c>, every method of it, against the running app with more than 10,000 entities.
/// What is expected is not taken from us: a script makes the entities of the generated documents by Backstage's rules, and the
/// client's own implementation in memory, which Backstage publishes for tests, answers the same questions over them.
/// </summary>
public sealed class CatalogClientTests(CatalogClientTests.Fixture fixture) : IClassFixture<CatalogClientTests.Fixture>
{
    /// <summary>Of the client's own, behind the ones that are called.</summary>
    private static readonly string[] Inner =
    [
        "getEntityFacetsByPredicate", "getFilterValue", "queryEntitiesByPredicate", "requestIgnored", "requestOptional",
        "requestRequired",
    ];

    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_method_answers_as_Backstage_does()
    {
        using var forge = await ForgeDriver.OfAsync(fixture.Host);
        await forge.CreateRepositoryAsync(_name);
        var spec = new JsonObject { ["targets"] = new JsonArray("./one.yaml") };
        await forge.CommitFileAsync(
            _name, "all.yaml", new EntityBuilder().Named(_name).With("kind", "Location").With("spec", spec).Text());
        var described = new EntityBuilder().Named(_name).Text();
        await forge.CommitFileAsync(_name, "one.yaml", described);
        await forge.CommitFileAsync(_name, "two.yaml", new EntityBuilder().Named($"{_name}-2").Text());
        await forge.CreateRepositoryAsync($"{_name}-bare");
        await forge.CommitFileAsync($"{_name}-bare", "README.md", "# Bare\n\nDescribed by nobody.\n");
        string Repository(string name) => $"{forge.Url}{fixture.Host.Organization}/{name}";
        string Page(string path) => $"{Repository(_name)}/blob/main/{path}";
        var script = string.Concat(await Task.WhenAll(new[] { "expectation", "questions", "changes" }.Select(
            part => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Catalog/Client", $"{part}.mjs"), Cancel))));
        var input = new JsonObject
        {
            ["baseUrl"] = new Uri(fixture.Host.ApiAddress, "catalog").AbsoluteUri,
            ["token"] = await fixture.Host.KeyAsync(Role.Admin),
            ["documents"] = new JsonArray([.. fixture.Documents.Select(one => (JsonNode)new JsonObject
            {
                ["document"] = one.Entity.Document.DeepClone(),
                ["url"] = one.Url,
            })]),
            ["owner"] = fixture.Owner,
            ["member"] = fixture.Member,
            ["prefix"] = "Pay",
            ["targets"] = new JsonArray(Page("all.yaml"), Page("two.yaml")),
            ["name"] = _name,
            ["repositories"] = new JsonArray(Repository(_name), Repository($"{_name}-bare")),
            ["described"] = JsonNode.Parse(described),
        };

        var report = JsonNode.Parse(await NodeOracles.RunAsync(script, input.ToJsonString(), Cancel))!;

        Assert.Equal(string.Empty, string.Join('\n', report["differences"]!.AsArray()));
        var called = report["called"]!.AsObject().Where(method => (int)method.Value! > 0).Select(method => method.Key);
        var methods = report["called"]!.AsObject().Select(method => method.Key).Except(Inner);
        Assert.Equal(methods.Order(StringComparer.Ordinal), called.Except(Inner).Order(StringComparer.Ordinal));
        Assert.True((int)report["compared"]! > 100, $"Only {report["compared"]} answers were compared.");
    }

    /// <summary>An app whose catalog is that of a big organisation; it is brought there by the ingestor itself.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private const int PerFile = 100;
        private const int FilesPerCall = 10;

        /// <summary>More than a page can be long.</summary>
        private static readonly CatalogGenerator Catalog = new(10_150);

        public PlatformHost Host { get; private set; } = null!;

        public IReadOnlyList<(GeneratedEntity Entity, string Url)> Documents { get; } =
        [
            .. Catalog.All().Select(
                (entity, index) => (entity, $"https://example.com/files/{index / PerFile}/catalog-info.yaml")),
        ];

        public string Owner => $"group:default/{Spec("Component", "owner")}";

        public string Member => Documents.First(one => (string)one.Entity.Document["kind"]! == "User").Entity.Ref.Canonical;

        public async ValueTask InitializeAsync()
        {
            // A busy machine may take its time: what the client has registered is there when the call returns.
            Host = await PlatformHost.StartAsync(settings => settings["CatalogRegistrationWaitSeconds"] = "200");
            var ingestor = Host.Services.GetRequiredService<SourceIngestor>();
            var at = Host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var files = Documents.GroupBy(one => one.Url).Select(file => new SourceReading(
                new Descriptor($"url:{file.Key}", $"url:{file.Key}", file.Key),
                SourceState.Read,
                string.Join("\n---\n", file.Select(one => one.Entity.Text))));
            await Parallel.ForEachAsync(
                files.Chunk(FilesPerCall),
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                async (call, cancellationToken) =>
                {
                    var report = await ingestor.IngestAsync(
                        call, new(at, IngestCause.Sweep, "github:acme"), cancellationToken);
                    Assert.Empty(report.Problems);
                });
            await Eventually.HoldsAsync(
                async () => await Host.Client.GetFromJsonAsync<JsonNode>("catalog/entities/by-query?limit=0") is { } page
                    && (int)page["totalItems"]! == Documents.Count,
                CancellationToken.None,
                "the catalog is complete");
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();

        private string Spec(string kind, string field) => (string)Documents
            .First(one => (string)one.Entity.Document["kind"]! == kind).Entity.Document["spec"]![field]!;
    }
}
