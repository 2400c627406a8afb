using Platform.Core.Catalog.Discovery;

namespace Platform.Core.Tests.Catalog.Discovery;

public sealed class DescriptorNamesTests
{
    [Theory]
    [InlineData(null, "catalog-info.yaml", true)]
    [InlineData("", "a/b/catalog-info.yaml", true)]
    [InlineData(null, "my-catalog-info.yaml", false)]
    [InlineData(null, "catalog-info.yaml/README.md", false)]
    [InlineData(null, "catalog-info.yml", false)]
    [InlineData("catalog-info.yml", "catalog-info.yml", true)]
    [InlineData("catalog-info.yml", "catalog-info.yaml", false)]
    [InlineData("a.yaml, b.yaml", "x/b.yaml", true)]
    [InlineData("catalog/*.yaml", "catalog/a.yaml", true)]
    [InlineData("catalog/*.yaml", "x/catalog/a.yaml", false)]
    [InlineData("a.yaml,!skeleton", "x/skeleton/a.yaml", false)]
    [InlineData("a.yaml,!**/test/**", "x/test/y/a.yaml", false)]
    [InlineData("a.yaml,!**/test/**", "x/a.yaml", true)]
    public void Names_count_everywhere_and_globs_from_the_root(string? setting, string path, bool expected) =>
        Assert.Equal(expected, DescriptorNames.Parse(setting).Value!.Match(path));

    [Theory]
    [InlineData("!only.yaml")]
    [InlineData(",")]
    [InlineData("[z-a]")]
    public void What_names_no_file_is_refused(string setting) => Assert.False(DescriptorNames.Parse(setting).IsOk);
}
