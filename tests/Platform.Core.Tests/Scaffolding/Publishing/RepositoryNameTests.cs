using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Tests.Scaffolding.Publishing;

public sealed class RepositoryNameTests
{
    [Theory]
    [InlineData("acme/orders")]
    [InlineData("a/b")]
    [InlineData("a-b-c/.github")]
    [InlineData("acme/My_Repo-1.0")]
    public void A_name_within_GitHubs_rules_is_accepted_as_written(string text) =>
        Assert.Equal(text, RepositoryName.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("orders")]
    [InlineData("acme/")]
    [InlineData("/orders")]
    [InlineData("acme/orders/more")]
    [InlineData("-acme/orders")]
    [InlineData("acme-/orders")]
    [InlineData("ac--me/orders")]
    [InlineData("ac_me/orders")]
    [InlineData("acme/..")]
    [InlineData("acme/.")]
    [InlineData("acme/orders.git")]
    [InlineData("acme/orders.WIKI")]
    [InlineData("acme/or ders")]
    [InlineData("acme/orders\n")]
    [InlineData("acme/bestellgrößen")]
    public void A_name_that_GitHub_would_refuse_is_refused(string text) => Assert.False(RepositoryName.TryParse(text, out _));

    [Fact]
    public void Owner_and_name_have_GitHubs_lengths()
    {
        Assert.True(RepositoryName.TryCreate(new string('a', 39), new string('b', 100), out _));

        Assert.False(RepositoryName.TryCreate(new string('a', 40), "b", out _));
        Assert.False(RepositoryName.TryCreate("a", new string('b', 101), out _));
    }

    [Fact]
    public void The_refusal_says_what_is_required()
    {
        var error = Assert.Throws<FormatException>(() => RepositoryName.Parse("no slash"));

        Assert.Contains(RepositoryName.Requirements, error.Message);
    }

    [Fact]
    public void Identity_ignores_case()
    {
        Assert.Equal(RepositoryName.Parse("Acme/Orders"), RepositoryName.Parse("acme/orders"));
        Assert.Equal(RepositoryName.Parse("Acme/Orders").GetHashCode(), RepositoryName.Parse("acme/orders").GetHashCode());
    }

    [Fact]
    public void A_handle_survives_the_journal()
    {
        var handle = new RepositoryHandle(
            "task-1", 42, RepositoryName.Parse("acme/orders"), "main", new("https://github.com/acme/orders"),
            new("https://github.com/acme/orders.git"), DateTimeOffset.UnixEpoch, Adopted: true, InitialSha: "abc");

        var json = PlatformJson.Serialize(handle);

        Assert.Contains("\"repository\":\"acme/orders\"", json);
        Assert.Equal(handle, PlatformJson.Deserialize<RepositoryHandle>(json));
    }
}
