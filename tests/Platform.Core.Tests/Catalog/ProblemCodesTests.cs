using System.Text.RegularExpressions;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Catalog;

public sealed partial class ProblemCodesTests
{
    [Fact]
    public void The_table_of_codes_has_exactly_those_that_the_sources_use()
    {
        var functions = Path.Combine(RepositoryRoot.Path, "functions");
        var core = Path.Combine(functions, "Platform.Core");
        var adapters = new[] { "Yaml", "Web", "GitHub" }.Select(name => Path.Combine(functions, "Platform.Adapters", name));
        string[] folders = [Path.Combine(core, "Catalog"), .. adapters];
        string[] files = [Path.Combine(core, "Primitives", "FieldChecks.cs"), Path.Combine(core, "Primitives", "Utf8Text.cs")];
        var used = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Concat(files)
            .SelectMany(file => Quoted().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value);
        var documented = Row().Matches(File.ReadAllText(Path.Combine(core, "Catalog", "problems.md")))
            .Select(match => match.Groups[1].Value);

        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"((?:yaml|entity|field|placeholder|kind|file|url|location)-[a-z0-9-]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
