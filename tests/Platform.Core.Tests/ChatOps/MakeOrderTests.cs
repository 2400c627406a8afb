using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Commands.Making;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Tests.ChatOps;

public sealed class MakeOrderTests
{
    private const string Template = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: node-service
        spec:
          type: service
          parameters:
            - required: [name, owner]
              properties:
                name: { type: string, pattern: '^[a-z][a-z0-9-]*$' }
                owner: { type: string, minLength: 1 }
                size: { type: string, enum: [small, medium, large], default: small }
                replicas: { type: integer, minimum: 1 }
                public: { type: boolean }
                tags: { type: array, items: { type: string } }
            - dependencies:
                public:
                  oneOf:
                    - properties:
                        public: { enum: [true] }
                        host: { type: string }
                      required: [host]
                    - properties:
                        public: { enum: [false] }
          steps:
            - id: a
              action: debug:log
        """;

    [Fact]
    public void A_good_order_has_typed_values()
    {
        var order = Order("new node-service name=orders owner=team-a replicas=3 public=yes host=x tags=a,b --keep-on-failure");

        Assert.Empty(order.Problems);
        Assert.True(order.KeepOnFailure);
        Assert.Equal(
            """{"name":"orders","owner":"team-a","replicas":3,"public":true,"host":"x","tags":["a","b"]}""",
            order.Values.ToJsonString());
    }

    [Fact]
    public void The_word_after_the_template_is_the_name() =>
        Assert.Equal("orders", (string)Order("new node-service orders owner=team-a").Values["name"]!);

    [Theory]
    [InlineData("new node-service", "new node-service name=my-service owner=team-a")]
    [InlineData("new node-service name=orders", "new node-service name=orders owner=team-a")]
    [InlineData("new node-service owner=b name=\"My  Orders\"", "new node-service owner=b name=my-orders")]
    [InlineData("new node-service nmae=orders ownr=b", "new node-service name=orders owner=b")]
    [InlineData("new node-service name=orders owner=b size=smal", "new node-service name=orders owner=b size=small")]
    [InlineData("new node-service name=orders owner=b size=huge", "new node-service name=orders owner=b size=small")]
    [InlineData("new node-service name=orders owner=b replicas=many", "new node-service name=orders owner=b replicas=REPLICAS")]
    [InlineData("new node-service name=orders owner=b colour=red", "new node-service name=orders owner=b")]
    [InlineData("new node-service name=orders owner=b public=true", "new node-service name=orders owner=b public=true host=HOST")]
    [InlineData("new node-service orders extra owner=b", "new node-service name=orders owner=b")]
    [InlineData("new node-service orders owner=b --keep-on-failur", "new node-service name=orders owner=b --keep-on-failure")]
    [InlineData("new node-service orders owner=b --plan", "new node-service name=orders owner=b")]
    public void A_wrong_order_is_answered_with_a_right_one(string typed, string corrected)
    {
        var order = Order(typed);

        Assert.NotEmpty(order.Problems);
        Assert.Equal(corrected, order.Corrected);
    }

    [Theory]
    [InlineData("new node-service")]
    [InlineData("new node-service nmae=orders")]
    [InlineData("new node-service name=ÄÖ owner=\"two words\" size=x --plan")]
    public void What_was_corrected_can_be_pasted(string typed) => Assert.Empty(Order(Order(typed).Corrected).Problems);

    [Fact]
    public void Every_problem_is_named_at_once_and_a_wrong_name_with_the_nearest_right_one()
    {
        var problems = Order("new node-service nmae=Orders colour=red").Problems;

        Assert.Equal(
            ["parameter-unknown", "parameter-unknown", "schema-pattern", "schema-required"],
            problems.Select(problem => problem.Code).Order(StringComparer.Ordinal));
        Assert.Contains(problems, problem => problem.Message.Contains("did you mean 'name'", StringComparison.Ordinal));
    }

    private static MakeOrder Order(string text)
    {
        var document = Assert.Single(new YamlDocumentReader().Read("template.yaml", Template)).Value!;
        var person = new CatalogEntity(EntityRef.Parse("user:default/ann"), "u", "e", new JsonObject
        {
            ["spec"] = new JsonObject { ["memberOf"] = new JsonArray("team-a", "team-b") },
        }, "s");
        var template = TemplateParser.Parse(document);
        Assert.Empty(template.Problems);
        return MakeOrder.Of(CommandLine.Parse(text).Value!, template.Value!, person);
    }
}
