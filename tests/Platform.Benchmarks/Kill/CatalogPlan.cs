using System.Text.Json.Nodes;
using Platform.TestKit.Catalog;

namespace Platform.Benchmarks.Kill;

/// <summary>
/// Sources with ten components each, told in two messages each: in the second one every source gives one component to its
/// neighbour, drops one and changes the others. Messages come in any order, every tenth twice, so that many arrive late.
/// </summary>
internal sealed class CatalogPlan(int entities, Random random)
{
    private const int Each = 10;

    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public int Sources { get; } = entities / Each;

    public IReadOnlyList<string> Messages()
    {
        var messages = Enumerable.Range(0, Sources)
            .SelectMany(source => new[] { Message(source, 1), Message(source, 2) }).ToList();
        messages.AddRange(messages.Where((_, index) => index % 10 == 0).ToList());
        var shuffled = messages.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>What the catalog has when all is told: the holder and version of each reference.</summary>
    public IReadOnlyDictionary<string, (string Source, int Version)> Expected() => Enumerable.Range(0, Sources)
        .SelectMany(source => Names(source, 2).Select(name => (name, source)))
        .ToDictionary(pair => "component:default/" + pair.name, pair => (LocationOf(pair.source), 2));

    private static string LocationOf(int source) => $"url:https://example.com/s{source}/catalog-info.yaml";

    private string Message(int source, int version) => new JsonObject
    {
        ["id"] = $"{source}-{version}",
        ["location"] = LocationOf(source),
        ["content"] = string.Join("\n---\n", Names(source, version).Select(
            name => new EntityBuilder().Named(name).With("metadata.title", $"version {version}").Text())),
        ["occurredAt"] = Noon.AddMinutes(version).UtcDateTime.ToString("O"),
    }.ToJsonString();

    private IEnumerable<string> Names(int source, int version) => version == 1
        ? Enumerable.Range(0, Each).Select(index => Name(source, index))
        : Enumerable.Range(2, Each - 2).Select(index => Name(source, index)).Append(Name((source + 1) % Sources, 0));

    private static string Name(int source, int index) => $"c{source}-{index}";
}
