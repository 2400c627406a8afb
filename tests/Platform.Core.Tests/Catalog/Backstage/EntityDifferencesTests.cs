using System.Text.Json.Nodes;
using Platform.Core.Catalog.Backstage;

namespace Platform.Core.Tests.Catalog.Backstage;

public sealed class EntityDifferencesTests
{
    private const string Plain =
        """
        {
          "apiVersion": "backstage.io/v1alpha1",
          "kind": "Component",
          "metadata": {
            "name": "Orders",
            "annotations": {
              "backstage.io/managed-by-location": "url:https://github.com/a/b/blob/main/c.yaml",
              "acme.com/team": "x"
            },
            "tags": ["java", "spring"]
          },
          "spec": { "type": "service", "owner": "team-a", "weight": 1.0 }
        }
        """;

    [Fact]
    public void An_entity_does_not_differ_from_itself_whatever_the_order_of_its_members() =>
        Assert.Empty(Between(Plain, """
            {
              "spec": { "weight": 1, "owner": "team-a", "type": "service" },
              "metadata": {
                "tags": ["java", "spring"],
                "annotations": {
                  "acme.com/team": "x",
                  "backstage.io/managed-by-location": "url:https://github.com/a/b/blob/main/c.yaml"
                },
                "name": "Orders"
              },
              "kind": "Component",
              "apiVersion": "backstage.io/v1alpha1"
            }
            """));

    [Fact]
    public void What_a_server_makes_of_an_entity_is_no_difference() => Assert.Empty(Between(Plain, Changed(entity =>
    {
        entity["relations"] = new JsonArray();
        entity["status"] = new JsonObject();
        var metadata = entity["metadata"]!;
        metadata["uid"] = "1";
        metadata["etag"] = "2";
        metadata["namespace"] = "default";
        metadata["annotations"]!["backstage.io/orphan"] = "true";
        metadata["annotations"]!["platform.functions/verified-at"] = "2026-01-01T00:00:00.000Z";
        metadata["annotations"]!["backstage.io/view-url"] = "https://github.com/a/b/blob/main/c.yaml";
        metadata["annotations"]!["backstage.io/managed-by-location"] = "url:https://github.com/a/b/tree/main/c.yaml";
    })));

    [Theory]
    [InlineData("metadata.name", "\"Orders\"", "\"orders\"")]
    [InlineData("metadata.namespace", "\"default\"", "\"shop\"")]
    [InlineData("metadata.title", null, "\"Orders!\"")]
    [InlineData("spec.owner", "\"team-a\"", null)]
    [InlineData("spec.weight", "1.0", "\"1\"")]
    [InlineData("metadata.annotations.acme.com/team", "\"x\"", "\"y\"")]
    public void A_field_that_is_other_missing_or_new_is_named_with_both_values(string field, string? there, string? here)
    {
        var changed = Changed(entity =>
        {
            var (parent, name) = field.StartsWith("metadata.annotations.", StringComparison.Ordinal)
                ? (entity["metadata"]!["annotations"]!, field["metadata.annotations.".Length..])
                : (entity[field.Split('.')[0]]!, field.Split('.')[1]);
            if (here is null)
            {
                parent.AsObject().Remove(name);
            }
            else
            {
                parent[name] = JsonNode.Parse(here);
            }
        });

        Assert.Equal([new FieldDifference(field, there, here)], Between(Plain, changed));
    }

    [Fact]
    public void A_list_differs_item_by_item_as_long_as_it_has_as_many()
    {
        Assert.Equal(
            [new FieldDifference("metadata.tags[1]", "\"spring\"", "\"quarkus\"")],
            Between(Plain, Changed(entity => entity["metadata"]!["tags"]![1] = "quarkus")));
        Assert.Equal(
            [new FieldDifference("metadata.tags", "[\"java\",\"spring\"]", "[\"java\"]")],
            Between(Plain, Changed(entity => entity["metadata"]!["tags"]!.AsArray().RemoveAt(1))));
    }

    [Fact]
    public void The_source_s_address_counts_where_both_have_one()
    {
        const string name = "backstage.io/source-location";
        var one = Changed(entity => entity["metadata"]!["annotations"]![name] = "url:https://github.com/a/b/tree/main/");
        var other = Changed(entity => entity["metadata"]!["annotations"]![name] = "url:https://github.com/a/b/tree/dev/");

        Assert.Equal(["metadata.annotations.backstage.io/source-location"], Between(one, other).Select(found => found.Field));
        Assert.Empty(Between(Plain, other));
    }

    [Fact]
    public void Where_an_entity_comes_from_counts_only_if_the_other_catalog_says_so()
    {
        const string place = "backstage.io/managed-by-location";
        var without = Changed(entity => entity["metadata"]!.AsObject().Remove("annotations"));
        var copied = At("backstage:https://x");

        Assert.Empty(Between(without, copied));
        Assert.Equal([$"metadata.annotations.{place}"], Between(copied, At("url:https://x/b.yaml")).Select(found => found.Field));

        static string At(string where) =>
            Changed(entity => entity["metadata"]!["annotations"] = new JsonObject { [place] = where });
    }

    [Fact]
    public void A_long_value_is_cut_and_endless_differences_are_not_all_told()
    {
        var much = Changed(entity =>
        {
            entity["spec"]!["definition"] = new string('x', 100_000);
            for (var i = 0; i < 1000; i++)
            {
                entity["metadata"]!["annotations"]![$"acme.com/{i}"] = "x";
            }
        });

        var found = Between(Plain, much);

        Assert.Equal(EntityDifferences.Most, found.Count);
        Assert.All(found, field => Assert.InRange((field.Here ?? string.Empty).Length, 0, 201));
    }

    [Fact]
    public void A_registered_location_s_own_entity_is_the_same_although_each_catalog_names_its_place_differently()
    {
        Assert.Empty(Between(Location("url:https://x/a.yaml"), Location("location:7")));

        static string Location(string place) => new JsonObject
        {
            ["kind"] = "Location",
            ["metadata"] = new JsonObject
            {
                ["name"] = "generated-1",
                ["annotations"] = new JsonObject { ["backstage.io/managed-by-location"] = place },
            },
        }.ToJsonString();
    }

    [Theory]
    [InlineData("""{"kind":"Component","metadata":{"name":"A"}}""", "component:default/a")]
    [InlineData("""{"kind":"Component","metadata":{"name":"A","namespace":"Shop"}}""", "component:shop/a")]
    [InlineData("""{"kind":"Component","metadata":{}}""", null)]
    [InlineData("""{"kind":1,"metadata":{"name":"a"}}""", null)]
    [InlineData("""{"metadata":[]}""", null)]
    [InlineData("{}", null)]
    public void An_entity_s_name_is_read_where_it_has_one(string json, string? canonical) =>
        Assert.Equal(canonical, DeclaredEntity.Of(Parse(json)).Ref?.Canonical);

    private static IReadOnlyList<FieldDifference> Between(string there, string here) =>
        EntityDifferences.Between(DeclaredEntity.Of(Parse(there)), DeclaredEntity.Of(Parse(here)));

    private static string Changed(Action<JsonObject> change)
    {
        var entity = Parse(Plain);
        change(entity);
        return entity.ToJsonString();
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
