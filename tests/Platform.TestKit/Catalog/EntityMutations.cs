using System.Text.Json.Nodes;

namespace Platform.TestKit.Catalog;

/// <summary>An entity of each kind with every field that its schema names, and what can be wrong with it.</summary>
public static class EntityMutations
{
    private static readonly string[] Values =
    [
        "null", "\"\"", "\" \"", "\"x\"", "\"a b\"", "\"\\ufeff\"", "0", "true", "[]", "[\"\"]", "[1]", "[\"a\"]", "[null]", "{}",
        "{\"a\":1}", "{\"a\":\"\"}", "[{}]", "[{\"url\":\"\"}]", "[{\"url\":\"https://x.y\",\"type\":\"t\",\"action\":\"a\"}]",
    ];

    private static readonly (string Path, string[] Texts)[] Formats =
    [
        ("apiVersion",
        [
            "v1", "backstage.io/v1alpha1", "backstage.io/v1beta1", "backstage.io/v1", "a/b/c", "/v1", "a/", "-a/v1",
            "A/v1", "a_b/v1",
            "v-1", Long('a', 63), Long('a', 64), Long('a', 64) + "/v1", $"{Long('a', 63)}.{Long('b', 63)}/v1",
        ]),
        ("kind", ["component", "Component", "API", "Api", "9a", "a-b", "Template", Long('a', 63), Long('a', 64)]),
        ("metadata.name", ["a", "a--b", "a.", "-a", ".a", "a_b.c-d", "ä", "a\n", Long('a', 63), Long('a', 64), "A"]),
        ("metadata.namespace", ["a", "A", "a--b", "a-", "-a", "a.b", "a_b", "0", Long('a', 63), Long('a', 64)]),
        ("metadata.tags.0", ["a", "A", "a:b", "c++", "c#", "a--b", "a-b", "a_b", "-", Long('a', 63), Long('a', 64)]),
        ("metadata.links.0.url", Urls()),
        ("metadata.links.0.icon", ["a b", "\t", "\u0085", "\u00a0"]),
        ("metadata.labels.a", ["a", "", "a b", "-a", Long('a', 63), Long('a', 64)]),
        ("spec.presence", ["required", "optional", "maybe"]),
        ("spec.type", ["skill", "rule", "plugin", "marketplace", "mcp-server", "other"]),
    ];

    private static readonly string[] Keys =
        ["", "a", "a/b", "a/b/c", "a.b/c", "A/b", "/a", "a/", "a b", "-a", "a:b/c", "a\nb", Long('a', 63), Long('a', 64)];

    private const string Metadata = """
        "metadata": {
          "name": "n", "namespace": "s", "title": "t", "description": "d", "uid": "u", "etag": "e", "labels": {"a": "b"},
          "annotations": {"a": "b"}, "tags": ["a"], "links": [{"url": "https://x", "title": "t", "icon": "i", "type": "t"}]
        }
        """;

    private static readonly (string Kind, string Spec)[] Examples =
    [
        ("Component", """
            {"type":"t","lifecycle":"l","owner":"o","system":"s","subcomponentOf":"c","providesApis":["a"],"consumesApis":["a"],
             "dependsOn":["component:c"],"dependencyOf":["component:c"]}
            """),
        ("API", """{"type":"t","lifecycle":"l","owner":"o","system":"s","definition":"d"}"""),
        ("API", """{"type":"mcp-server","lifecycle":"l","owner":"o","system":"s","remotes":[{"type":"t","url":"u"}]}"""),
        ("Resource", """{"type":"t","owner":"o","system":"s","dependsOn":["component:c"],"dependencyOf":["component:c"]}"""),
        ("System", """{"owner":"o","domain":"d","type":"t"}"""),
        ("Domain", """{"owner":"o","subdomainOf":"d","type":"t"}"""),
        ("Group", """
            {"type":"t","profile":{"displayName":"d","email":"e","picture":"p"},"parent":"p","children":["c"],"members":["m"]}
            """),
        ("User", """{"profile":{"displayName":"d","email":"e","picture":"p"},"memberOf":["g"]}"""),
        ("Location", """{"type":"t","target":"t","targets":["t"],"presence":"required"}"""),
        ("AiResource", """{"type":"t","lifecycle":"l","owner":"o","system":"s"}"""),
        ("AiResource", """
            {"type":"skill","lifecycle":"l","owner":"o","system":"s","disciplines":["d"],"categories":["c"],"agents":["a"],
             "dependsOn":["d"],"license":"l","compatibility":"c"}
            """),
        ("AiResource", """
            {"type":"rule","lifecycle":"l","owner":"o","system":"s","disciplines":["d"],"category":"c","rationale":"r"}
            """),
        ("AiResource", """{"type":"plugin","lifecycle":"l","owner":"o","system":"s","skills":["s"],"version":"v"}"""),
        ("AiResource", """{"type":"marketplace","lifecycle":"l","owner":"o","system":"s","plugins":["p"],"version":"v"}"""),
    ];

    public static IEnumerable<JsonObject> All() => Examples.SelectMany(example => Of(Parse(example.Kind, example.Spec)));

    /// <summary>The entity itself, and every copy that differs from it in one field.</summary>
    public static IEnumerable<JsonObject> Of(JsonObject entity)
    {
        yield return entity;
        var paths = Paths(entity, []).ToList();
        foreach (var path in paths.Append(["relations"]).Append(["status"]).Append(["other"]))
        {
            yield return Changed(entity, path, null, remove: true);
            foreach (var value in Values)
            {
                yield return Changed(entity, path, JsonNode.Parse(value));
            }
        }

        foreach (var (path, texts) in Formats)
        {
            foreach (var text in texts)
            {
                yield return Changed(entity, path.Split('.'), text);
            }
        }

        foreach (var key in Keys)
        {
            yield return Changed(entity, ["metadata", "labels", key], "b");
            yield return Changed(entity, ["metadata", "annotations", key], "b");
        }
    }

    private static JsonObject Parse(string kind, string spec) => JsonNode.Parse(
        $$"""{"apiVersion": "backstage.io/v1alpha1", "kind": "{{kind}}", {{Metadata}}, "spec": {{spec}}}""")!.AsObject();

    private static IEnumerable<string[]> Paths(JsonNode? node, string[] path)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => (member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ($"{index}", item)),
            _ => [],
        };
        return children.SelectMany(child => Paths(child.Item2, [.. path, child.Item1]).Prepend([.. path, child.Item1]));
    }

    private static JsonObject Changed(JsonObject entity, string[] path, JsonNode? value, bool remove = false)
    {
        var copy = entity.DeepClone().AsObject();
        JsonNode parent = copy;
        foreach (var step in path[..^1])
        {
            parent = parent is JsonArray items ? items[int.Parse(step)]! : parent[step] ??= new JsonObject();
        }

        switch (parent)
        {
            case JsonArray items when remove:
                items.Clear();
                break;
            case JsonArray items:
                items[int.Parse(path[^1])] = value;
                break;
            case JsonObject members when remove:
                members.Remove(path[^1]);
                break;
            case JsonObject members:
                members[path[^1]] = value;
                break;
        }

        return copy;
    }

    private static string Long(char c, int length) => new(c, length);

    private static string[] Urls() =>
    [
        "https://example.com", "http:example.com", "https:/example.com", "https:\\\\example.com", "//example.com",
        "/path", "path",
        "https://", "https:///", "https://?x", "http://a b", "https://a%20b", "https://a%41b", "https://a_b.c",
        "https://${{x}}.io",
        "https://${{ x }}.io", "https://{x}/y z", "https://a:80", "https://a:", "https://a:99999", "https://a:8x",
        "https://u:p@a",
        "https://u@", "https://@a", "https://a@b@c", "ftp://a", "ws://a", "file:x", "file:///x", "file://c:/x", "file://a b/x",
        "file://a:1/x", "mailto:me", "urn:x:y", "a:", ":a", "1a:b", "a+b-c.1:x", "data:,x", "javascript:alert(1)",
        "x://", "x://:80",
        "x://@", "x://a b", "x://a<b", "x://a%zz", "x://u@h:1/p", "https://1.2.3.4", "https://1.2.3", "https://1.2.3.256",
        "https://256.1", "https://4294967295", "https://4294967296", "https://0x7f.1", "https://0x", "https://09.1.1.1",
        "https://1.2.3.4.5", "https://a.1", "https://a.0x1", "https://1.2.3.4.", "https://a..b", "https://.", "https://..",
        "https://[::1]", "https://[::1]:8", "https://[::1", "https://[1]", "https://[::1%25eth0]", "https://[::ffff:1.2.3.4]",
        "https://münchen.de", "https://xn--mnchen-3ya.de", "https://xn--", "https://xn--a", "https://\u00ad", "https://a\u00adb",
        "https://ａ.b", "https://a。b", "https://日本語.jp", "https://a^b", "https://a|b", "https://a`b", "https://a'b",
        "https://a\"b",
        "https://a#b", "https://a<b", " https://a ", "ht\ntps://a", "\u00a0https://a", "https://a\u007fb",
        "https://-a", "https://a-",
        "C:\\x", "c:/x", "slack://channel?team=T&id=C", "https://a/\u0000", "backstage:x", "https://example.com/${{ a b }}",
    ];
}
