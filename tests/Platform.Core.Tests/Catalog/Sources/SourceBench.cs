using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Sources;

/// <summary>Sources by a letter, components by their names, and times by minutes.</summary>
internal sealed class SourceBench
{
    public const string Origin = "github:acme";

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public MemoryCatalog Catalog { get; } = new();

    public static DateTimeOffset At(int minute) => new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    public static IngestOptions Options(int minute, string cause = IngestCause.Push) => new(At(minute), cause, Origin);

    public static string Text(params string[] names) =>
        string.Join("\n---\n", names.Select(name => new EntityBuilder().Named(name).Text()));

    public static SourceReading Reading(string source, SourceState state, params string[] names) => new(
        new Descriptor(source, "url:" + source, source), state, state == SourceState.Read ? Text(names) : null,
        ContentTag: "tag");

    public static EntityRef Ref(string name) => EntityRef.Parse("component:default/" + name);

    public Task<IngestReport> IngestAsync(int minute, params SourceReading[] readings) =>
        Catalog.Ingestor().IngestAsync(readings, Options(minute), Cancel);

    public Task<IngestReport> SweepAsync(int minute, params SourceReading[] readings) =>
        Catalog.Ingestor().IngestAsync(readings, Options(minute, IngestCause.Sweep), Cancel);

    public Task<IngestReport> ReadAsync(string source, int minute, params string[] names) =>
        IngestAsync(minute, Reading(source, SourceState.Read, names));

    public Task<IngestReport> ReadTextAsync(string source, int minute, string text) =>
        IngestAsync(minute, Reading(source, SourceState.Read) with { Text = text });

    public IReadOnlyList<string> Names() => [.. Catalog.Claims.Refs.Select(entity => entity.Name).Order(StringComparer.Ordinal)];

    public SourceManifest Manifest(string source) => Catalog.Sources[source]!;

    public EntityState? State(string name) => Catalog.Claims[Ref(name)];

    public async Task<JsonObject> BodyAsync(string name) => (await Catalog.Store.FindAsync(Ref(name), Cancel))!.Body;

    public IReadOnlyList<(string, string)> Statuses(string name) =>
    [
        .. (BodyAsync(name).Result["status"]?["items"] as JsonArray ?? [])
            .Select(item => ((string)item!["type"]!, (string)item["level"]!)),
    ];
}
