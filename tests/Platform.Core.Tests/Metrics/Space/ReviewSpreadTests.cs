using Platform.Core.Metrics.Space;

namespace Platform.Core.Tests.Metrics.Space;

public sealed class ReviewSpreadTests
{
    [Theory]
    [InlineData(0, 3, 3, 3, 3, 3)]
    [InlineData(0.25, 1, 3)]
    [InlineData(0.5333333333333333, 1, 1, 1, 1, 11)]
    public void The_spread_is_zero_for_equals_and_grows_with_what_one_has(double gini, params int[] reviews)
    {
        Assert.Equal(gini, ReviewSpread.Gini(reviews), 12);
        Assert.Equal(ReviewSpread.Gini(reviews), ReviewSpread.Gini(reviews.Reverse()), 12);
    }

    [Fact]
    public void Every_figure_says_what_it_is() =>
        Assert.All(SpaceMetrics.Names, name => Assert.EndsWith(".", SpaceMetrics.HelpOf(name), StringComparison.Ordinal));
}
