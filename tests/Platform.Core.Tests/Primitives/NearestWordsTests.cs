using Platform.Core.Primitives;

namespace Platform.Core.Tests.Primitives;

public sealed class NearestWordsTests
{
    private static readonly string[] Verbs = ["help", "new", "status", "who"];

    [Theory]
    [InlineData("status", "status", 0)]
    [InlineData("Status", "sTATUS", 0)]
    [InlineData("statsu", "status", 1)]
    [InlineData("stats", "status", 1)]
    [InlineData("statuses", "status", 2)]
    [InlineData("orders", "odrres", 2)]
    [InlineData("abc", "abcdef", 3)]
    [InlineData("abcd", "wxyz", 3)]
    [InlineData("", "ab", 2)]
    [InlineData("", "", 0)]
    public void The_distance_counts_insertions_removals_replacements_and_swaps(string one, string other, int distance)
    {
        Assert.Equal(distance, NearestWords.Distance(one, other));
        Assert.Equal(distance, NearestWords.Distance(other, one));
    }

    [Theory]
    [InlineData("statsu", "status")]
    [InlineData("nwe", "new")]
    [InlineData("halp", "help")]
    [InlineData("HELPP", "help")]
    public void The_nearest_word_is_found(string typed, string meant) =>
        Assert.Equal([meant], NearestWords.Find(typed, Verbs));

    [Theory]
    [InlineData("deploy")]
    [InlineData("x")]
    [InlineData("")]
    public void A_word_that_is_like_none_finds_none(string typed) => Assert.Empty(NearestWords.Find(typed, Verbs));

    [Fact]
    public void Of_several_only_the_nearest_count_and_all_of_them() =>
        Assert.Equal(
            ["orders-api", "orders-app"],
            NearestWords.Find("orders-apx", ["orders-app", "orders-api", "orders-a", "order-ap"]));
}
