using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Catalog.Index;

/// <summary>Entities and questions in which everything happens that can: odd types, odd cases, missing things, cycles.</summary>
internal sealed class RandomCatalog(Random random)
{
    private static readonly string[] Kinds = ["Component", "API", "Group", "User", "Resource", "Thing"];
    private static readonly string[] Names = ["a", "A", "B", "c", "Orders", "orders-2", "x.y", "z"];
    private static readonly string[] Words = ["Java", "java", "go", "ÄPFEL", "tier-1", "true", "5", "", "a b"];

    private static readonly string[] Keys =
    [
        "kind", "metadata.name", "metadata.namespace", "metadata.uid", "metadata.title", "metadata.tags", "metadata.tags.java",
        "metadata.labels.a.b/c", "metadata.annotations.backstage.io/orphan", "spec.type", "spec.owner", "spec.n",
        "spec.deep.list", "spec.deep.list.x", "relations.ownedby", "relations.dependson", "relations.dependencyof",
        "relations.hasmember",
        "spec.nothing", "apiversion", "metadata.long",
    ];

    public EntityRef Ref() => EntityRef.Create(Pick(Kinds), random.Next(3) == 0 ? "other" : "default", Pick(Names));

    public JsonObject Body(EntityRef entityRef, int version)
    {
        var metadata = new JsonObject
        {
            ["name"] = entityRef.Name,
            ["namespace"] = entityRef.Namespace,
            ["uid"] = new Guid(Convert.FromHexString(ContentHash.Of(entityRef.Canonical)[..32])).ToString(),
            ["etag"] = $"e{version}",
        };
        Maybe(metadata, "title", () => Pick(Words) + " " + Pick(Words));
        Maybe(metadata, "tags", () => Strings(Words));
        Maybe(metadata, "labels", () => new JsonObject { ["a.b/C"] = Pick(Words) });
        Maybe(metadata, "annotations", () => new JsonObject { ["some/one"] = "\"quoted\" \\ ü" });
        Maybe(metadata, "long", () => new string('L', 190 + random.Next(20)));
        var spec = new JsonObject();
        Maybe(spec, "type", () => Pick(Words));
        Maybe(spec, "owner", () => Pick(Names));
        Maybe(spec, "dependsOn", () => Strings(
            [.. Kinds.SelectMany(kind => Names.Select(name => $"{kind}:{name}")), "bad", "x:"]));
        Maybe(spec, "memberOf", () => Strings(Names));
        Maybe(spec, "members", () => Strings(Names));
        Maybe(spec, "n", () => random.Next(3) switch { 0 => 5, 1 => 1.5, _ => null });
        Maybe(spec, "deep", () => new JsonObject
        {
            ["List"] = new JsonArray(Pick(Words), null, new JsonObject { ["x"] = Pick(Words) }, true, new JsonArray("in", 3)),
        });
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = entityRef.Kind,
            ["metadata"] = metadata,
        };
        Maybe(body, "status", () => new JsonObject { ["items"] = new JsonArray() });
        Maybe(body, "spec", () => spec);
        return JsonNode.Parse(body.ToJsonString())!.AsObject();
    }

    public static IndexChange Change(EntityRef entityRef, JsonObject? body)
    {
        if (body is null)
        {
            return new(entityRef, null, []);
        }

        var entry = IndexEntry.From(new CatalogRow(entityRef.Canonical, 1, DateTimeOffset.UnixEpoch)
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString(PlatformJson.Options)),
        });
        return new(entityRef, entry, entry.Declared());
    }

    public EntityFilter Filter(int depth = 3) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => new EntityFilter.Exists(Pick(Keys)),
        1 or 2 => new EntityFilter.In(Pick(Keys), [Value(), .. random.Next(3) == 0 ? [Value()] : Array.Empty<string>()]),
        3 => new EntityFilter.HasPrefix(Pick(Keys), Start(Value())),
        4 => new EntityFilter.All([.. Enumerable.Range(0, random.Next(3)).Select(_ => Filter(depth - 1))]),
        5 => new EntityFilter.Any([.. Enumerable.Range(0, random.Next(3)).Select(_ => Filter(depth - 1))]),
        _ => new EntityFilter.Not(Filter(depth - 1)),
    };

    public List<EntityOrder> Order() =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => new EntityOrder(Pick(Keys), random.Next(2) == 0))];

    public FullText? Text() => random.Next(4) == 0
        ? new(Pick(["a", "o", "java", "ä", "1"]), [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(Keys))])
        : null;

    public string Key() => Pick(Keys);

    private string Value() => random.Next(4) switch
    {
        0 => Pick(Kinds).ToLowerInvariant(),
        1 => Pick(Names).ToLowerInvariant(),
        2 => Ref().Canonical,
        _ => Pick(Words).ToLower(CultureInfo.InvariantCulture),
    };

    private string Start(string value) => value[..random.Next(value.Length + 1)];

    private JsonArray Strings(string[] words) =>
        [.. Enumerable.Range(0, random.Next(5)).Select(_ => (JsonNode)Pick(words))];

    private void Maybe(JsonObject parent, string name, Func<JsonNode?> value)
    {
        if (random.Next(4) > 0)
        {
            parent[name] = value();
        }
    }

    private string Pick(string[] words) => words[random.Next(words.Length)];
}
