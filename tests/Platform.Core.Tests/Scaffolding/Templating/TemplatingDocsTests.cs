using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>What authors are told of filters and functions is what they do.</summary>
public sealed class TemplatingDocsTests
{
    public static TheoryData<string> Names =>
        [.. TemplatingDocs.Filters.Concat(TemplatingDocs.Functions).Select(doc => doc.Name)];

    [Fact]
    public void Every_filter_is_described_and_nothing_that_is_none() => Assert.Equal(
        TemplatingDocs.FilterNames.Order(StringComparer.Ordinal),
        TemplatingDocs.Filters.Select(doc => doc.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_gives_what_is_said(string name)
    {
        var doc = TemplatingDocs.Filters.Concat(TemplatingDocs.Functions).Single(doc => doc.Name == name);
        var context = JsonNode.Parse("""{"parameters":{}}""")!.AsObject();

        var rendered = new InputRenderer(optional: new OptionalNames(["parameters.none"]))
            .Render(JsonValue.Create(doc.Example), context, RenderMode.Strict, TestContext.Current.CancellationToken);

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(doc.Result), rendered), $"{doc.Example} gives {rendered?.ToJsonString()}");
    }
}
