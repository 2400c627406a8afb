using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Tests.Catalog.Proposals;

public sealed class RepositoryAnalysisTests
{
    [Fact]
    public async Task Every_field_of_a_repository_that_says_everything_has_a_value_and_a_reason()
    {
        var world = await new AnalysisWorld()
            .With(".github/CODEOWNERS", "* @acme/commerce")
            .With("package.json", """{"version":"1.4.0","dependencies":{"express":"^5"}}""")
            .With("src/server.ts", "export {}")
            .Page("Takes orders.", "TypeScript", "payments", "checkout")
            .KnowsAsync("Group", "commerce", "github.com/team-slug", "acme/commerce");

        var proposed = await world.OneAsync();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(
            """
            {
              "apiVersion": "backstage.io/v1alpha1",
              "kind": "Component",
              "metadata": {
                "name": "orders",
                "description": "Takes orders.",
                "annotations": { "github.com/project-slug": "acme/orders" },
                "tags": ["typescript", "payments", "checkout"]
              },
              "spec": { "type": "service", "lifecycle": "production", "owner": "group:default/commerce" }
            }
            """), proposed.Entity), proposed.Entity.ToJsonString());
        Assert.Empty(proposed.Open);
        Assert.All(proposed.Fields, field => Assert.EndsWith(".", field.Description));
    }

    [Fact]
    public async Task A_proposal_with_an_owner_is_a_valid_descriptor()
    {
        var world = new AnalysisWorld().With("CODEOWNERS", "* @acme/commerce").With("Dockerfile")
            .Page("It's: #tricky", "C#", "a-b");

        var proposed = await world.OneAsync();

        var judged = new DescriptorValidation(new YamlDocumentReader())
            .JudgeRequired("catalog-info.yaml", System.Text.Encoding.UTF8.GetBytes(YamlWriter.Write(proposed.Entity)));
        Assert.True(Assert.Single(judged).Valid, string.Join(' ', judged[0].Problems));
    }

    [Fact]
    public async Task A_repository_that_is_described_already_is_shown_and_nothing_is_proposed()
    {
        var world = new AnalysisWorld()
            .With("catalog-info.yaml", "kind: Component\n---\nkind: API\n").With("x/catalog-info.yaml", "a: [");

        var analyzed = await world.AnalyzeAsync();

        Assert.Empty(analyzed.Proposed);
        Assert.Equal(
            [("url:https://github.com/acme/orders/blob/main/catalog-info.yaml", false, 2),
                ("url:https://github.com/acme/orders/blob/main/x/catalog-info.yaml", false, 0)],
            analyzed.Existing.Select(one => (one.Descriptor.Location, one.IsRegistered, one.Entities.Count)));
    }

    [Fact]
    public async Task Which_file_is_a_descriptor_may_be_said()
    {
        var world = new AnalysisWorld().With("catalog-info.yaml", "kind: Component").With("backstage.yaml", "kind: API");

        var analyzed = await world.AnalyzeAsync(DescriptorNames.Parse("backstage.yaml").Value);

        Assert.Equal("backstage.yaml", Assert.Single(analyzed.Existing).Descriptor.Name);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_a_problem()
    {
        var analysis = new RepositoryAnalysis(
            new TestKit.Catalog.MemoryRepositories(), new YamlDocumentReader(), new TestKit.Catalog.MemorySourceRecords(),
            new AnalysisWorld().Catalog.Store, DescriptorNames.Default);

        var result = await analysis.AnalyzeAsync(RepositoryName.Parse("acme/nothing"), null, AnalysisWorld.Cancel);

        Assert.Equal(ReadingProblems.RepositoryNotFound, Assert.Single(result.Problems).Code);
    }

    [Fact]
    public async Task A_name_that_another_component_has_gets_a_prefix_and_the_own_one_does_not()
    {
        var other = await new AnalysisWorld().With("a").KnowsAsync("Component", "orders");
        var own = await new AnalysisWorld().With("a").KnowsAsync("Component", "orders", "github.com/project-slug", "Acme/Orders");

        Assert.Equal("acme-orders", (await other.OneAsync()).ValueOf("metadata.name"));
        Assert.Equal("orders", (await own.OneAsync()).ValueOf("metadata.name"));
    }

    [Theory]
    [InlineData("# Orders\n\n[![ci](x)](y)\n\nTakes orders\nand keeps them.\n\nMore.", "Takes orders and keeps them.")]
    [InlineData("# Orders\nTakes orders.\n", "Takes orders.")]
    [InlineData("Orders\n======\n\n<p>x</p>\n\n- a list\n\nTakes orders.", "Takes orders.")]
    [InlineData("# Orders\n\n![picture](x)\n", null)]
    public async Task Without_a_description_the_readme_begins_with_one(string readme, string? description)
    {
        var proposed = await new AnalysisWorld().With("README.md", readme).OneAsync();

        Assert.Equal(description, proposed.ValueOf("metadata.description"));
    }

    [Theory]
    [InlineData("""{"version":"0.9.1"}""", "", "experimental")]
    [InlineData("""{"version":"2.0.0"}""", "", "production")]
    [InlineData("""{"version":"2.0.0"}""", "prototype", "experimental")]
    [InlineData("""{"version":"2.0.0"}""", "deprecated", "deprecated")]
    [InlineData("""{"version":true}""", "", "unknown")]
    [InlineData("[", "", "unknown")]
    public async Task The_lifecycle_follows_topics_and_version(string package, string topic, string lifecycle)
    {
        var world = new AnalysisWorld().With("package.json", package).Page(null, null, topic.Length == 0 ? [] : [topic]);

        Assert.Equal(lifecycle, (await world.OneAsync()).ValueOf("spec.lifecycle"));
    }

    [Fact]
    public async Task The_language_that_most_of_it_is_written_in_is_a_tag()
    {
        var world = new AnalysisWorld()
            .With("a.py", "1").With("b.go", "much more of it").With("node_modules/c.js", new string('x', 99));

        Assert.Equal("go", (await world.OneAsync()).ValueOf("metadata.tags"));
    }

    [Fact]
    public async Task Topics_that_are_no_tags_are_left_out()
    {
        var proposed = await new AnalysisWorld().With("a").Page(null, null, "ok", "not_ok").OneAsync();

        Assert.Equal("ok", proposed.ValueOf("metadata.tags"));
    }
}
