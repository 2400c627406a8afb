using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Schemas;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog;

/// <summary>The published schema and the code judge alike; the code's side is in AllowRulesTests.</summary>
public sealed class CatalogRulesSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.Parse(JsonNode.Parse(File.ReadAllText(
        Path.Combine(RepositoryRoot.Path, "functions/Platform.Functions/Catalog/catalog-rules.schema.json")))!);

    public static TheoryData<string> Accepted => [.. CatalogRulesExamples.Accepted];

    public static TheoryData<string> Refused => [.. CatalogRulesExamples.Refused];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Rules_that_the_code_takes_satisfy_the_schema(string rules) =>
        Assert.Empty(Schema.Validate(JsonNode.Parse(rules)));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Rules_that_the_code_refuses_break_the_schema(string rules) =>
        Assert.NotEmpty(Schema.Validate(JsonNode.Parse(rules)));
}
