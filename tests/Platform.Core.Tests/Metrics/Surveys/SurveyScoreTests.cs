using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Tests.Metrics.Surveys;

public sealed class SurveyScoreTests
{
    [Fact]
    public void Three_fives_two_fours_and_five_threes_are_half_favourable() =>
        Assert.Equal(new(50, false), SurveyScore.PercentFavourable([5, 5, 5, 4, 4, 3, 3, 3, 3, 3]));

    [Fact]
    public void Four_answers_are_too_few_to_tell_of()
    {
        Assert.Equal(new(null, true), SurveyScore.PercentFavourable([5, 4, 3, 2]));
        Assert.Equal(new(null, true), SurveyScore.NetPromoters([10, 9, 8, 0]));
    }

    [Fact]
    public void Five_promoters_two_passives_and_three_detractors_are_plus_twenty() =>
        Assert.Equal(new(20, false), SurveyScore.NetPromoters([10, 10, 9, 9, 9, 8, 7, 6, 3, 0]));
}
