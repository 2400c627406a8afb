using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Tests.Metrics.Surveys;

public sealed class DisclosureTests
{
    [Fact]
    public void Teams_that_are_large_enough_are_told_of() =>
        Assert.Equal(["", "a", "b"], Told([5, 6], ["a"], ["b"]));

    [Fact]
    public void With_a_small_team_the_smallest_other_is_hidden_so_that_the_total_does_not_tell() =>
        Assert.Equal(["", "a", "c"], Told([9, 5, 7, 2], ["a"], ["b"], ["c"], ["d"]));

    [Fact]
    public void Two_small_teams_hide_each_other_when_they_are_enough_together() =>
        Assert.Equal(["", "a", "b"], Told([9, 5, 2, 3], ["a"], ["b"], ["c"], ["d"]));

    [Fact]
    public void Of_too_few_nothing_is_told() => Assert.Empty(Told([2, 2], ["a"], ["b"]));

    [Fact]
    public void A_team_within_a_group_of_nearly_the_same_size_is_not_told_of_beside_it() =>
        Assert.Equal(["", "a", "dep"], Told([6, 2, 6], ["b", "dep"], ["c", "dep"], ["a"]));

    [Fact]
    public void Systems_that_overlap_in_a_few_people_are_not_all_told_of()
    {
        // x and y together, less everybody, are the two in the middle.
        SurveyCell[] cells = [new(["a"], ["x"], 9), new(["b"], ["x", "y"], 2), new(["c"], ["y"], 9)];

        var told = Disclosure.Of(cells, [6, 2, 7], 5);

        Assert.Contains(SurveyGroup.Everybody, told);
        Assert.False(told.Contains(new(null, "x")) && told.Contains(new(null, "y")));
    }

    [Fact]
    public void Nothing_is_hidden_where_everybody_is_in_groups_that_are_large_enough()
    {
        SurveyCell[] cells = [new(["a", "dep"], ["x"], 9), new(["b", "dep"], ["x", "y"], 9), new(["c"], ["y"], 9)];

        Assert.Equal(SurveyGroup.Of(cells).ToHashSet(), Disclosure.Of(cells, [5, 5, 5], 5));
    }

    private static IEnumerable<string> Told(int[] answers, params string[][] teams) =>
        Disclosure.Of([.. teams.Select(each => new SurveyCell(each, [], 20))], answers, 5)
            .Select(group => group.Team ?? string.Empty).Order();
}
