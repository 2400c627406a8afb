using System.Buffers;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Tests.Catalog.Relations;

public sealed class EntityGraphTests
{
    private readonly EntityGraph _graph = new();

    [Fact]
    public void A_relation_is_seen_from_both_ends_and_a_dangling_end_is_shown()
    {
        Put("component:a", """{"owner": "team", "dependsOn": ["resource:db"]}""");

        Assert.Equal(
            ["component:default/a dependsOn resource:default/db", "component:default/a ownedBy group:default/team"],
            Of("component:a"));
        Assert.Equal(["resource:default/db dependencyOf component:default/a"], Of("resource:db"));
        Assert.False(_graph.Knows(EntityRef.Parse("resource:db")));
    }

    [Fact]
    public void What_both_ends_declare_is_one_relation_until_neither_does()
    {
        Put("component:a", """{"dependsOn": ["component:b"]}""");
        Put("component:b", """{"dependencyOf": ["component:a"]}""");
        Assert.Equal(["component:default/a dependsOn component:default/b"], Of("component:a"));

        Put("component:a", "{}");
        Assert.Equal(["component:default/a dependsOn component:default/b"], Of("component:a"));

        Put("component:b", "{}");
        Assert.Empty(Of("component:a"));
        Assert.Empty(Of("component:b"));
    }

    [Fact]
    public void A_removed_entity_dangles_while_others_name_it()
    {
        Put("component:a", """{"dependsOn": ["component:b"]}""");
        Put("component:b", """{"owner": "team"}""");

        _graph.Remove(EntityRef.Parse("component:b"));

        Assert.Equal(["component:default/b dependencyOf component:default/a"], Of("component:b"));
        Assert.Empty(Of("group:team"));
        Put("component:a", "{}");
        Assert.Null(_graph.Look(EntityRef.Parse("component:b"), new(GraphDirection.Both, 1)));
    }

    [Fact]
    public void A_walk_ends_in_a_cycle_and_tells_distances()
    {
        Put("component:a", """{"dependsOn": ["component:b"]}""");
        Put("component:b", """{"dependsOn": ["component:c"]}""");
        Put("component:c", """{"dependsOn": ["component:a"]}""");

        var view = Look("component:a", new(GraphDirection.Outgoing, 10));

        Assert.Equal(["a0", "b1", "c2"], view.Entities.Select(entity => $"{entity.Ref.Name}{entity.Distance}"));
        Assert.Equal(3, view.Relations.Count);
    }

    [Theory]
    [InlineData(GraphDirection.Outgoing, 1, null, "a, db, team")]
    [InlineData(GraphDirection.Incoming, 1, null, "a, user")]
    [InlineData(GraphDirection.Both, 1, null, "a, db, team, user")]
    [InlineData(GraphDirection.Both, 0, null, "a")]
    [InlineData(GraphDirection.Both, 2, "dependsOn", "a, db, other, user")]
    [InlineData(GraphDirection.Both, 2, "dependencyOf", "a, db, other, user")]
    [InlineData(GraphDirection.Both, 2, "nothing", "a")]
    public void A_walk_goes_where_it_is_told(GraphDirection direction, int depth, string? relations, string names)
    {
        Put("component:a", """{"owner": "team", "dependsOn": ["resource:db"]}""");
        Put("component:user", """{"dependsOn": ["component:a"]}""");
        Put("component:other", """{"dependsOn": ["resource:db"]}""");

        var view = Look("component:a", new(direction, depth, relations is null ? null : [relations]));

        Assert.Equal(names, string.Join(", ", view.Entities.Select(entity => entity.Ref.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Impact_is_who_breaks()
    {
        Put("component:orders", """{"owner": "team", "providesApis": ["orders-api"], "dependsOn": ["resource:db"]}""");
        Put("component:shop", """{"owner": "team", "consumesApis": ["orders-api"]}""");
        Put("component:web", """{"dependsOn": ["component:shop"]}""");

        var view = Look("resource:db", new(GraphDirection.Impact, 9));

        Assert.Equal(["db", "orders", "orders-api", "shop", "web"], view.Entities.Select(entity => entity.Ref.Name));
    }

    [Fact]
    public void A_walk_that_would_be_too_wide_says_so()
    {
        Put("component:a", Spec([.. Enumerable.Range(0, 50).Select(number => $"dependsOn component:c{number}")]));

        var view = Look("component:a", new(GraphDirection.Both, 1, MaxNodes: 10));

        Assert.Equal((10, true), (view.Entities.Count, view.Truncated));
    }

    [Fact]
    public void Json_names_nodes_and_edges()
    {
        Put("component:a", """{"dependsOn": ["component:b"]}""");

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {
                  "root": "component:default/b",
                  "truncated": false,
                  "nodes": [
                    {"entityRef": "component:default/b", "known": false, "distance": 0},
                    {"entityRef": "component:default/a", "known": true, "distance": 1}
                  ],
                  "edges": [{"source": "component:default/a", "type": "dependsOn", "target": "component:default/b"}]
                }
                """),
            JsonNode.Parse(Json(Look("component:b", new(GraphDirection.Both, 1))))));
    }

    [Fact]
    public void Mermaid_text_can_not_be_broken_by_a_name()
    {
        Put("component:a", """{"dependsOn": ["component:x\"]\n click n0 <b>&#;"]}""");

        Assert.Equal(
            "flowchart LR\n  n0[\"component:default/a\"]\n"
            + "  n1[\"component:default/x#34;#93;#10;#32;click#32;n0#32;#60;b#62;#38;#35;#59;\"]\n"
            + "  n0 -->|dependsOn| n1\n  style n1 stroke-dasharray: 4\n",
            GraphText.Mermaid(Look("component:a", new(GraphDirection.Both, 1))));
    }

    [Fact]
    public void Any_order_of_changes_leaves_the_graph_of_what_is_declared_last()
    {
        var random = new Random(2026);
        var declared = new Dictionary<string, string[]>();
        for (var change = 0; change < 3000; change++)
        {
            var name = $"component:n{random.Next(20)}";
            if (random.Next(5) == 0)
            {
                declared.Remove(name);
                _graph.Remove(EntityRef.Parse(name));
            }
            else
            {
                string[] fields = ["dependsOn", "dependencyOf"];
                declared[name] = [.. Enumerable.Range(0, random.Next(4)).Select(
                    _ => $"{fields[random.Next(2)]} component:n{random.Next(20)}")];
                Put(name, Spec(declared[name]));
            }
        }

        var fresh = new EntityGraph();
        foreach (var (name, facts) in declared)
        {
            Put(name, Spec(facts), fresh);
        }

        foreach (var name in Enumerable.Range(0, 20).Select(n => EntityRef.Parse($"component:n{n}")))
        {
            Assert.Equal(fresh.RelationsOf(name), _graph.RelationsOf(name));
            Assert.Equal(fresh.Knows(name), _graph.Knows(name));
        }
    }

    private static string Spec(string[] facts) => new JsonObject(facts
        .Select(fact => fact.Split(' '))
        .GroupBy(fact => fact[0], fact => (JsonNode?)fact[1])
        .Select(group => KeyValuePair.Create(group.Key, (JsonNode?)new JsonArray([.. group])))).ToJsonString();

    private void Put(string name, string spec, EntityGraph? graph = null)
    {
        var entityRef = EntityRef.Parse(name);
        var entity = new JsonObject { ["spec"] = JsonNode.Parse(spec) };
        (graph ?? _graph).Set(entityRef, EntityRelations.Of(entityRef, entity).Outgoing);
    }

    private IEnumerable<string> Of(string name) =>
        _graph.RelationsOf(EntityRef.Parse(name)).Select(relation => relation.ToString());

    private static byte[] Json(EntityGraphView view)
    {
        var output = new ArrayBufferWriter<byte>();
        GraphText.WriteJson(view, output);
        return output.WrittenSpan.ToArray();
    }

    private EntityGraphView Look(string name, GraphQuery query) => _graph.Look(EntityRef.Parse(name), query)!;
}
