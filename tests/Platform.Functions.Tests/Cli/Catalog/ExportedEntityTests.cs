using System.Text.Json.Nodes;
using Platform.Functions.Cli;
using Platform.Functions.Cli.Catalog.Export;

namespace Platform.Functions.Tests.Cli.Catalog;

/// <summary>A name that a platform tells becomes a path on somebody's machine.</summary>
public sealed class ExportedEntityTests
{
    [Theory]
    [InlineData("..", "default", "x")]
    [InlineData("Component", "..", "x")]
    [InlineData("Component", "default", "..")]
    [InlineData("Component", "default", "../../etc/passwd")]
    [InlineData("Component", "default", "a/b")]
    [InlineData("Component", "default", "a\\b")]
    [InlineData("Component", "default", "/etc/passwd")]
    [InlineData("Component", "default", "C:x")]
    [InlineData("Component", "default", "a\0b")]
    [InlineData("Component", "default", ".hidden")]
    [InlineData("Component", "default", "trailing.")]
    [InlineData("Comp/onent", "default", "x")]
    public void A_name_that_no_entity_can_have_is_no_path(string kind, string space, string name)
    {
        var refused = Assert.Throws<CommandException>(() => ExportedEntity.Of(Entity(kind, space, name)));

        Assert.Equal(ExitCode.EnvironmentAtFault, refused.ExitCode);
    }

    [Theory]
    [InlineData("Component", "Shop", "Orders", "component/shop/orders.yaml")]
    [InlineData("API", "default", "a.b_c-d", "api/default/a.b_c-d.yaml")]
    [InlineData("Component", "default", "con", "component/default/con~.yaml")]
    [InlineData("Component", "default", "COM1.x", "component/default/com1~.x.yaml")]
    [InlineData("Component", "default", "con_.x", "component/default/con_.x.yaml")]
    [InlineData("Component", "nul", "console", "component/nul~/console.yaml")]
    public void A_file_is_named_in_lower_case_and_never_like_a_device(string kind, string space, string name, string file) =>
        Assert.Equal(file, ExportedEntity.Of(Entity(kind, space, name)).File);

    [Fact]
    public void Locations_are_left_out() => Assert.Null(ExportedEntity.Of(Entity("Location", "default", "all")).File);

    [Fact]
    public void The_body_says_what_the_entity_is_and_not_what_the_catalog_makes_of_it() => Assert.Equal(
        """{"apiVersion":"v1","kind":"Component","metadata":"""
            + """{"name":"x","namespace":"default","annotations":{"acme.com/a":"1"}},"spec":{}}""",
        ExportedEntity.Of(JsonNode.Parse(
            """
            {
              "spec": {},
              "metadata": {
                "name": "x", "namespace": "default", "uid": "1", "etag": "2",
                "annotations": {
                  "acme.com/a": "1",
                  "backstage.io/managed-by-location": "url:https://x",
                  "backstage.io/managed-by-origin-location": "url:https://x",
                  "backstage.io/orphan": "true",
                  "platform.functions/verified-at": "now"
                }
              },
              "relations": [], "status": {}, "kind": "Component", "apiVersion": "v1"
            }
            """)!.AsObject()).Body.ToJsonString());

    private static JsonObject Entity(string kind, string space, string name) => new()
    {
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = space },
    };
}
