using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;
using Platform.TestKit.ChatOps;

namespace Platform.Core.Tests.Catalog.Ingestion;

public sealed class CatalogIngestorTests
{
    private const string Location = "url:https://github.example.com/acme/orders/blob/main/catalog-info.yaml";

    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryCatalog _catalog = new();
    private readonly RecordingListener _listener = new();
    private readonly MemoryQueue _queue = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_descriptor_in_a_repository_becomes_an_entity_with_what_Backstage_adds()
    {
        _catalog.Files["catalog-info.yaml"] = new EntityBuilder().Text();

        Assert.Equal((1, 0, 0), await IngestAsync(Repository()));

        var entity = (await _catalog.Store.FindAsync(EntityRef.Parse("component:default/orders"), Cancel))!;
        var metadata = entity.Body["metadata"]!;
        var annotations = metadata["annotations"]!;
        Assert.Equal("github:acme/orders:catalog-info.yaml", entity.Source);
        Assert.Equal((entity.Uid, entity.Etag, "default"), (
            Text(metadata["uid"]), Text(metadata["etag"]), Text(metadata["namespace"])));
        Assert.Equal(Location, Text(annotations["backstage.io/managed-by-location"]));
        Assert.Equal(Location, Text(annotations["backstage.io/managed-by-origin-location"]));
        Assert.Equal("https://github.example.com/acme/orders/edit/main/catalog-info.yaml", Text(
            annotations["backstage.io/edit-url"]));
        Assert.Equal("url:https://github.example.com/acme/orders/tree/main/", Text(annotations["backstage.io/source-location"]));
    }

    [Fact]
    public async Task The_uid_and_the_etag_of_the_same_content_are_the_same()
    {
        await IngestAsync(Inline(new EntityBuilder().Text()));
        var first = await _catalog.Store.FindAsync(EntityRef.Parse("component:default/orders"), Cancel);

        Assert.Equal((0, 1, 0), await IngestAsync(Inline(new EntityBuilder().Text())));

        var second = await _catalog.Store.FindAsync(EntityRef.Parse("component:default/orders"), Cancel);
        Assert.Equal((first!.Uid, first.Etag), (second!.Uid, second.Etag));
    }

    [Fact]
    public async Task A_broken_document_is_reported_with_its_line_and_the_others_are_stored()
    {
        const string text = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: bad name
              tags: [Good, fine]
            spec: { type: service, lifecycle: production, owner: me }
            ---
            apiVersion: backstage.io/v1alpha1
            kind: System
            metadata: { name: shop }
            spec: { owner: me }
            ---
            """;

        Assert.Equal((1, 0, 2), await IngestAsync(Inline(text)));

        Assert.Equal(["system:default/shop"], _catalog.Store.Refs.Select(entityRef => entityRef.Canonical));
        var problems = (await _catalog.Reports.FindAsync("url:x", Cancel)).Problems;
        Assert.Equal([("metadata.name", 4), ("metadata.tags[0]", 5)], problems.Select(
            problem => (problem.Field, problem.Place!.Line)));
    }

    [Fact]
    public async Task A_file_that_is_mended_has_no_problems_any_more()
    {
        await IngestAsync(Inline("kind: ["));
        Assert.NotEmpty((await _catalog.Reports.FindAsync("url:x", Cancel)).Problems);

        await IngestAsync(Inline(new EntityBuilder().Text()));

        Assert.Empty((await _catalog.Reports.FindAsync("url:x", Cancel)).Problems);
    }

    [Fact]
    public async Task A_message_that_was_overtaken_brings_nothing_back()
    {
        await IngestAsync(Inline(new EntityBuilder().Text()) with { OccurredAt = Noon });

        var late = Inline(new EntityBuilder().With("metadata.title", "old").Text()) with { OccurredAt = Noon.AddMinutes(-1) };

        Assert.Equal((0, 0, 0), await IngestAsync(late));
    }

    [Fact]
    public async Task A_reference_that_occurs_twice_counts_once_and_is_reported()
    {
        var text = new EntityBuilder().Text() + "\n---\n" + new EntityBuilder().Named("ORDERS").Text();

        Assert.Equal((1, 0, 1), await IngestAsync(Inline(text)));

        Assert.Equal(DescriptorReading.Duplicate, (await _catalog.Reports.FindAsync("url:x", Cancel)).Problems.Single().Code);
    }

    [Fact]
    public async Task An_entity_that_another_source_owns_is_reported_and_kept()
    {
        await IngestAsync(Inline(new EntityBuilder().Text()));
        _catalog.Files["catalog-info.yaml"] = new EntityBuilder().With("metadata.title", "mine").Text();

        await IngestAsync(Repository());

        Assert.Equal(SourceIngestor.OwnedElsewhere, (await _catalog.Reports.FindAsync(Location, Cancel)).Problems.Single().Code);
        var kept = await _catalog.Store.FindAsync(EntityRef.Parse("component:default/orders"), Cancel);
        Assert.Null(kept!.Body["metadata"]!["title"]);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_problem_of_its_location()
    {
        await IngestAsync(Repository("catalog-info.yaml", "other/catalog-info.yaml"));

        Assert.Equal("file-not-found", (await _catalog.Reports.FindAsync(Location, Cancel)).Problems.Single().Code);
    }

    [Fact]
    public async Task Listeners_hear_of_every_request_also_when_nothing_changed()
    {
        await IngestAsync(Inline(new EntityBuilder().Text()) with { Id = "first" });
        await IngestAsync(Inline(new EntityBuilder().Text()) with { Id = "second" });

        Assert.Equal(["first", "second"], _listener.Heard);
    }

    [Fact]
    public async Task What_only_the_catalog_may_set_is_not_taken_from_a_descriptor()
    {
        var text = new EntityBuilder().With("metadata.uid", "mine").With("metadata.etag", "mine").Text();

        await IngestAsync(Inline(text));

        var body = (await _catalog.Store.FindAsync(EntityRef.Parse("component:default/orders"), Cancel))!.Body;
        Assert.NotEqual("mine", Text(body["metadata"]!["uid"]));
        Assert.NotEqual("mine", Text(body["metadata"]!["etag"]));
    }

    [Fact]
    public async Task A_foreign_kind_is_stored_and_says_that_nobody_checked_it()
    {
        await IngestAsync(Inline(Product().Text()));

        var stored = await _catalog.Store.FindAsync(EntityRef.Parse("product:default/orders"), Cancel);
        var status = stored!.Body["status"]!["items"]![0]!;
        Assert.Equal(("platform.functions/foreign-kind", "info"), (Text(status["type"]), Text(status["level"])));
    }

    [Fact]
    public async Task A_registered_kind_is_judged_by_its_schema()
    {
        await _catalog.Kinds.PutAsync(KindDefinition.Parse("Product", (JsonObject)JsonNode.Parse("""
            {
              "apiVersions": ["acme.com/v1"],
              "schema": {"properties": {"spec": {"required": ["price"], "properties": {"price": {"type": "number"}}}}}
            }
            """)!).Value!, Cancel);

        Assert.Equal((1, 0, 0), await IngestAsync(Inline(Product().With("spec.price", 3).Text())));
        Assert.Equal((0, 0, 1), await IngestAsync(Inline(Product().With("spec.price", "much").Text())));

        var problem = (await _catalog.Reports.FindAsync("url:x", Cancel)).Problems.Single();
        Assert.Equal(("schema-type", "spec.price"), (problem.Code, problem.Field));
        Assert.NotNull(problem.Place);
        var stored = await _catalog.Store.FindAsync(EntityRef.Parse("product:default/orders"), Cancel);
        Assert.Equal(
            ["backstage.io/catalog-processing"], stored!.Body["status"]!["items"]!.AsArray().Select(item => Text(item!["type"])));
        Assert.Equal((0, 0, 1), await IngestAsync(Inline(Product().With("apiVersion", "acme.com/v2").Text())));
    }

    [Fact]
    public async Task A_built_in_kind_with_a_version_of_its_own_is_not_foreign() =>
        Assert.Equal((0, 0, 1), await IngestAsync(Inline(new EntityBuilder().With("apiVersion", "acme.com/v1").Text())));

    [Fact]
    public async Task A_reference_that_can_not_be_read_is_reported_and_the_entity_is_stored_without_it() =>
        Assert.Equal((1, 0, 1), await IngestAsync(
            Inline(new EntityBuilder().With("spec.dependsOn", new JsonArray("no-kind")).Text())));

    [Fact]
    public async Task A_placeholder_brings_in_a_file_of_the_same_commit_and_is_remembered()
    {
        _catalog.Files["docs/catalog-info.yaml"] = Api("../openapi.yaml");
        _catalog.Files["openapi.yaml"] = "openapi: 3.1.0\n";

        Assert.Equal((1, 0, 0), await IngestAsync(Repository("docs/catalog-info.yaml")));

        var entity = (await _catalog.Store.FindAsync(EntityRef.Parse("api:default/orders"), Cancel))!;
        Assert.Equal("openapi: 3.1.0\n", Text(entity.Body["spec"]!["definition"]));
        Assert.Equal(["url:https://github.example.com/acme/orders/blob/main/openapi.yaml"], entity.RefreshKeys);
    }

    [Theory]
    [InlineData("./missing.yaml", "placeholder-unreadable")]
    [InlineData("../../etc/passwd", "placeholder-target")]
    [InlineData("https://example.com/openapi.yaml", "placeholder-host-not-allowed")]
    [InlineData("file:///etc/passwd", "placeholder-target")]
    [InlineData("broker://x/y.json", "placeholder-target")]
    public async Task A_placeholder_that_can_not_be_filled_leaves_the_entity_as_it_was(string target, string code)
    {
        _catalog.Files["catalog-info.yaml"] = Api(target);

        Assert.Equal((0, 0, 1), await IngestAsync(Repository()));

        var problem = (await _catalog.Reports.FindAsync(Location, Cancel)).Problems.Single();
        Assert.Equal((code, "spec.definition"), (problem.Code, problem.Field));
    }

    [Fact]
    public async Task What_a_placeholder_brings_in_is_judged_like_what_is_written()
    {
        var tags = new JsonObject { ["$json"] = "tags.json" };
        _catalog.Files["catalog-info.yaml"] = new EntityBuilder().With("metadata.tags", tags).Text();
        _catalog.Files["tags.json"] = """["good", "Bad"]""";

        Assert.Equal((0, 0, 1), await IngestAsync(Repository()));

        Assert.Equal("metadata.tags[1]", (await _catalog.Reports.FindAsync(Location, Cancel)).Problems.Single().Field);
    }

    private static string Api(string target) => new EntityBuilder().With("kind", "API").With(
        "spec.definition", new JsonObject { ["$text"] = target }).Text();

    private static EntityBuilder Product() => new EntityBuilder().With("apiVersion", "acme.com/v1").With("kind", "Product");

    [Fact]
    public async Task Thousands_of_problems_are_counted_and_the_first_are_kept()
    {
        var text = string.Join("\n---\n", Enumerable.Repeat("kind: 1", 200));

        await IngestAsync(Inline(text));

        var report = await _catalog.Reports.FindAsync("url:x", Cancel);
        Assert.Equal(LocationReport.Kept, report.Problems.Count);
        Assert.Equal(600, report.Total);
    }

    private static CatalogIngestRequest Repository(params string[] paths) => new(
        "1", "acme/Orders", PushBuilder.Sha, paths is [] ? ["catalog-info.yaml"] : paths,
        new Uri("https://github.example.com/acme/orders"), "main");

    private static CatalogIngestRequest Inline(string text) => new("1", Location: "url:x", Content: text);

    private static string? Text(JsonNode? node) => (string?)node;

    private async Task<(int Stored, int Unchanged, int Problems)> IngestAsync(CatalogIngestRequest request)
    {
        var vouching = new CommitVouching(new MemoryRepositories(), new AllowEverything());
        var ingestor = new CatalogIngestor(
            _catalog.Files, _catalog.Ingestor(_listener), new LateFiles(_queue), vouching, [_listener]);
        var report = await ingestor.IngestAsync(request, Noon, Cancel);
        return (report.Stored, report.Unchanged, report.Problems.Count);
    }

    private sealed class RecordingListener : ICatalogListener
    {
        public List<string> Heard { get; } = [];

        public Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken)
        {
            Heard.Add(request.Id);
            return Task.CompletedTask;
        }
    }
}
