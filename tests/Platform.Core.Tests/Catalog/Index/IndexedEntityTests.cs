using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;
using Platform.Core.Catalog.Sources;

namespace Platform.Core.Tests.Catalog.Index;

public sealed class IndexedEntityTests
{
    private static readonly DateTimeOffset At = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly EntityIndex _index = new();

    private static string Long => new('x', 50_000);

    [Theory]
    [InlineData("""{"kind":"Component","metadata":{"name":"a"},"spec":{"owner":"t"}}""")]
    [InlineData("""{"kind":"Component","metadata":{"annotations":{},"name":"a"},"spec":{"owner":"t"}}""")]
    [InlineData("""{"kind":"Component","metadata":{"annotations":{"x":"y"},"name":"a"},"relations":[],"spec":{"owner":"t"}}""")]
    [InlineData("""
        {"kind":"Component","metadata":{"annotations":{"platform.functions/verified-at":"never"},"name":"a"},"spec":{"owner":"t"}}
        """)]
    public async Task What_the_catalog_knows_is_put_into_any_body(string body)
    {
        var shown = await ShowAsync(Row(body), null);

        Assert.Equal("2030-01-02T03:04:05.000Z", (string?)shown["metadata"]!["annotations"]!["platform.functions/verified-at"]);
        Assert.Equal("""[{"type":"ownedBy","targetRef":"group:default/t"}]""", shown["relations"]!.ToJsonString());
        Assert.Equal("t", (string?)shown["spec"]!["owner"]);
    }

    [Fact]
    public async Task Other_claims_and_orphanhood_are_shown_and_can_be_looked_for()
    {
        var row = Row("""{"kind":"Component","metadata":{"name":"a"},"status":{"items":[{"type":"own"}]}}""");

        var self = Core.Catalog.EntityRef.Parse("component:a");
        var state = new EntityState(self, Claim("url:a"), [Claim("url:b"), Claim("url:c")], [])
        {
            IsOrphaned = true,
        };

        var shown = await ShowAsync(row with { State = state }, null);

        Assert.Equal("true", (string?)shown["metadata"]!["annotations"]!["backstage.io/orphan"]);
        Assert.Equal("url:b url:c", (string?)shown["metadata"]!["annotations"]!["platform.functions/conflicting-locations"]);
        Assert.Equal(
            ["own", "platform.functions/conflict"], shown["status"]!["items"]!.AsArray().Select(item => (string?)item!["type"]));
        var orphans = EntityQueryParser.Filter(["metadata.annotations.backstage.io/orphan=true"]).Value!;
        Assert.Equal(1, _index.Query(new(orphans, [])).TotalItems);
    }

    [Fact]
    public async Task Nobody_else_may_say_that_an_entity_is_an_orphan()
    {
        var shown = await ShowAsync(
            Row("""{"kind":"Component","metadata":{"name":"a","annotations":{"backstage.io/orphan":"true"}}}"""), null);

        Assert.Null(shown["metadata"]!["annotations"]!["backstage.io/orphan"]);
    }

    [Fact]
    public async Task A_long_text_is_read_from_storage_only_when_it_is_wanted()
    {
        var spec = $$$"""{"definition":"{{{Long}}}","owner":"t","more":["{{{Long}}}"]}""";
        var row = Row($$$"""{"kind":"API","metadata":{"name":"a"},"spec":{{{spec}}}}""") with { BodyAddress = "address" };

        Assert.Equal("t", (string?)(await ShowAsync(row, new(["spec.owner"])))["spec"]!["owner"]);
        Assert.Equal(Long, (string?)(await ShowAsync(row, new(["spec"]), row.Body))["spec"]!["more"]![0]);
        var whole = await ShowAsync(row, null, row.Body);
        Assert.Equal(Long, (string?)whole["spec"]!["definition"]);
        Assert.Single(whole["relations"]!.AsArray());
        Assert.True(_index.Find(Core.Catalog.EntityRef.Parse("api:a"))!.Value.Entry.Body.Length < 5000);
    }

    [Fact]
    public async Task Of_the_chunks_that_cover_a_source_the_latest_tells_when_it_was_verified()
    {
        var row = Row("""{"kind":"Component","metadata":{"name":"a"}}""") with { Source = "github:acme/m:f" };
        VerifiedChunk[] chunks =
        [
            Chunk("github:acme", "a", "z", 1), Chunk("github:acme", "l", "n", 2),
            Chunk("github:acme", "a", "z", 3, "github:acme/m:f"),
            new("github:other", "github:acme/a", "github:acme/z", At.AddHours(4), []),
        ];

        var shown = await ShowAsync(row, new(["metadata.annotations"]), null, new(chunks));

        Assert.Equal("2030-01-02T05:04:05.000Z", (string?)shown["metadata"]!["annotations"]!["platform.functions/verified-at"]);
    }

    [Theory]
    [InlineData("kind", """{"kind":"Component"}""")]
    [InlineData("metadata.name,kind", """{"metadata":{"name":"a"},"kind":"Component"}""")]
    [InlineData("metadata.annotations.a.b/c", """{"metadata":{"annotations":{"a.b/c":"v"}}}""")]
    [InlineData("metadata.labels,metadata.labels.x", """{"metadata":{"labels":{"x":"1","y":"2"}}}""")]
    [InlineData("spec.nothing,kind.below,", "{}")]
    [InlineData("relations", """{"relations":[{"type":"ownedBy","targetRef":"group:default/t"}]}""")]
    public async Task Fields_are_kept_with_what_is_below_them(string fields, string expected)
    {
        const string Metadata = """{"name":"a","annotations":{"a.b/c":"v"},"labels":{"x":"1","y":"2"}}""";
        var row = Row($$$"""{"kind":"Component","metadata":{{{Metadata}}},"spec":{"owner":"t"}}""");

        Assert.Equal(expected, (await ShowAsync(row, EntityQueryParser.Fields([fields]))).ToJsonString());
    }

    [Fact]
    public async Task A_reference_that_dangles_is_written_as_JSON_whatever_is_in_it()
    {
        var shown = await ShowAsync(Row("""{"kind":"Component","metadata":{"name":"a"},"spec":{"owner":"t\"\\ü\n"}}"""), null);

        Assert.Equal("group:default/t\"\\ü\n", (string?)shown["relations"]![0]!["targetRef"]);
    }

    private static EntityClaim Claim(string location) =>
        new(location, location, At, At, new("uid", "etag", null, null, []));

    private static VerifiedChunk Chunk(string origin, string from, string to, int hours, params string[] except) =>
        new(origin, $"{origin}/{from}", $"{origin}/{to}", At.AddHours(hours), except);

    private static CatalogRow Row(string body) =>
        new("component:default/a", 1, At) { Body = Encoding.UTF8.GetBytes(body), Source = "s" };

    private async Task<JsonObject> ShowAsync(
        CatalogRow row, FieldSelection? fields, ReadOnlyMemory<byte>? stored = null, VerifiedTimes? verified = null)
    {
        var entry = IndexEntry.From(row);
        _index.Apply([new(entry.Ref, entry, entry.Declared())]);
        var bodies = new OneBody(stored);
        var view = new CatalogView(_index, CatalogPosition.Start, verified ?? VerifiedTimes.None, bodies);
        var written = new ArrayBufferWriter<byte>();
        await view.Find(entry.Ref)!.WriteToAsync(written, fields, TestContext.Current.CancellationToken);
        return JsonNode.Parse(written.WrittenSpan)!.AsObject();
    }

    private sealed class OneBody(ReadOnlyMemory<byte>? stored) : ICatalogBodies
    {
        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(string address, CancellationToken cancellationToken) =>
            ValueTask.FromResult(stored ?? throw new InvalidDataException(address));
    }
}
