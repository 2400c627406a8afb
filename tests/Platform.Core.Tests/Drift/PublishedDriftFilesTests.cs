using System.Text.Json;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Drift;

public sealed class PublishedDriftFilesTests
{
    private static readonly JsonSerializerOptions Indented = new(PlatformJson.Options) { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public void The_page_of_rules_says_what_the_classes_say() => Equal("docs/drift-rules.md", RuleDocs.Markdown());

    [Theory]
    [InlineData("functions/Platform.Functions/Drift/golden-path.schema.json")]
    [InlineData("docs/schemas/golden-path.schema.json")]
    public void The_published_schema_says_what_the_rules_take(string file) =>
        Equal(file, GoldenPathSchema.Make().ToJsonString(Indented) + "\n");

    private static void Equal(string file, string expected) =>
        Assert.Equal(expected, File.ReadAllText(Path.Combine(RepositoryRoot.Path, file)).ReplaceLineEndings("\n"));
}
