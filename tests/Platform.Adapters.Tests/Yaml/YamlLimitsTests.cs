using Platform.Adapters.Yaml;

namespace Platform.Adapters.Tests.Yaml;

public sealed class YamlLimitsTests
{
    [Fact]
    public void A_file_beyond_its_size_is_refused_unread() =>
        Assert.Equal("yaml-too-large", OnlyProblem(new string('a', 1024 * 1024 + 1)));

    [Theory]
    [InlineData("[", 66)]
    [InlineData("[", 500_000)]
    [InlineData("{a: ", 65)]
    [InlineData("- ", 65)]
    public void Nesting_is_bounded(string opener, int times) =>
        Assert.Equal("yaml-too-deep", OnlyProblem(string.Concat(Enumerable.Repeat(opener, times))));

    [Fact]
    public void Documents_are_counted()
    {
        var documents = new YamlDocumentReader().Read("a.yaml", string.Concat(Enumerable.Repeat("--- 1\n", 501)));

        Assert.Equal(501, documents.Count);
        Assert.Equal("yaml-too-many-documents", Assert.Single(documents[^1].Problems).Code);
    }

    [Fact]
    public void A_billion_laughs_are_not_laughed()
    {
        var lines = Enumerable.Range(1, 9).Select(n => $"a{n}: &a{n} [{string.Join(',', Enumerable.Repeat($"*a{n - 1}", 10))}]");

        Assert.Equal("yaml-alias-limit", OnlyProblem("a0: &a0 lol\n" + string.Join('\n', lines)));
    }

    [Fact]
    public void Many_aliases_of_one_long_text_are_bounded_too() =>
        Assert.Equal(
            "yaml-alias-limit",
            OnlyProblem($"a: &a {new string('x', 500_000)}\nb: [{string.Join(',', Enumerable.Repeat("*a", 20))}]"));

    [Fact]
    public void Long_keys_over_many_items_do_not_multiply()
    {
        var yaml = "? " + new string('k', 400_000) + "\n: [" + string.Join(',', Enumerable.Repeat("1", 250_000)) + "]";

        var document = Assert.Single(new YamlDocumentReader().Read("a.yaml", yaml));

        Assert.True(document.IsOk);
        Assert.True(document.Value.Positions.Count < 1000);
    }

    private static string OnlyProblem(string yaml) =>
        Assert.Single(Assert.Single(new YamlDocumentReader().Read("a.yaml", yaml)).Problems).Code;
}
