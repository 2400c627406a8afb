using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Tests.Metrics.Surveys;

public sealed class SurveyResultsTests
{
    private static readonly Scope TeamA = new(ScopeKind.Team, "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_fives_two_fours_and_five_threes_are_half_favourable()
    {
        var rows = await RowsAsync(10, "satisfied", 5, 5, 5, 4, 4, 3, 3, 3, 3, 3);

        Assert.Equal((10, 50.0, false), (rows.Answers, rows.PercentFavourable, rows.Suppressed));
        Assert.Equal(
            [("unfavourable", 0), ("neutral", 5), ("favourable", 5)],
            rows.Distribution!.Select(one => (one.Name, one.Answers)));
    }

    [Fact]
    public async Task Five_promoters_two_passives_and_three_detractors_are_plus_twenty() =>
        Assert.Equal(20, (await RowsAsync(10, "recommend", 10, 10, 9, 9, 9, 8, 7, 6, 3, 0)).NetPromoters);

    [Fact]
    public async Task Four_answers_are_too_few_even_if_ten_were_asked()
    {
        var rows = await RowsAsync(10, "satisfied", 5, 4, 3, 2);

        Assert.Equal(new GroupRow(SurveyGroup.Everybody, true, null, null, null, null, null, null), rows);
    }

    [Fact]
    public async Task Of_many_answers_each_step_of_the_scale_is_told()
    {
        var rows = await RowsAsync(55, "satisfied", [.. Enumerable.Range(0, 55).Select(person => (person % 5) + 1)]);

        Assert.Equal(["1", "2", "3", "4", "5"], rows.Distribution!.Select(one => one.Name));
    }

    [Fact]
    public async Task Texts_are_told_from_the_floor_on_and_in_no_order_of_people()
    {
        var orders = new HashSet<string>();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var world = new SurveyWorld().WithTeam("a", 6);
            await world.OpenAsync();
            foreach (var person in Enumerable.Range(0, 6))
            {
                await world.AnswerAsync(person, ("words", $"words {person}"));
            }

            await world.CloseAsync();
            var texts = (await QuestionAsync(world, "words")).Groups[0].Texts!;
            Assert.Equal(6, texts.Distinct().Count());
            orders.Add(string.Concat(texts));
        }

        Assert.True(orders.Count > 1);
        Assert.Null((await RowsAsync(6, "words", 1, 2, 3, 4)).Texts);
    }

    [Fact]
    public async Task A_change_is_told_only_if_both_rounds_may_be_told()
    {
        var world = new SurveyWorld().WithTeam("a", 6);
        foreach (var (people, answer) in new[] { (6, "2"), (6, "5"), (4, "5"), (6, "5") })
        {
            await world.OpenAsync();
            foreach (var person in Enumerable.Range(0, people))
            {
                await world.AnswerAsync(person, ("satisfied", answer));
            }

            await world.CloseAsync();
        }

        var changes = new List<double?>();
        foreach (var round in new[] { 1, 2, 3, 4 })
        {
            var answer = await world.Reading.AnswerAsync(new("pulse", round, null, null, "satisfied"), Cancel);
            changes.Add(answer.Value!.Questions[0].Groups[0].Change);
        }

        Assert.Equal([null, 100, null, null], changes);
    }

    [Fact]
    public async Task While_a_round_is_open_nothing_is_told_of_it()
    {
        var world = new SurveyWorld().WithTeam("a", 6);
        await world.OpenAsync();

        Assert.Equal(
            [SurveyReading.NoResults, SurveyReading.NoResults],
            [(await world.Reading.AnswerAsync(new("pulse", null, null, null, null), Cancel)).Problems[0].Code,
                (await world.Reading.AnswerAsync(new("pulse", 1, null, null, null), Cancel)).Problems[0].Code]);
    }

    [Fact]
    public async Task How_many_answered_is_told_of_groups_that_may_be_told_of()
    {
        var world = new SurveyWorld().WithTeam("a", 8).WithTeam("b", 7).WithTeam("c", 9);
        await world.OpenAsync();
        foreach (var person in new[] { 0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 18, 19 })
        {
            await world.AnswerAsync(person, ("satisfied", "4"));
        }

        await world.CloseAsync();
        var participation = (await world.Reading.AnswerAsync(new("pulse", null, null, null, null), Cancel)).Value!.Participation;

        Assert.Equal(
            [(null, 0.5), ("group:default/a", 0.75), ("group:default/b", null), ("group:default/c", null)],
            participation.Select(row => (row.Group.Team, row.Rate)));
    }

    [Fact]
    public async Task Satisfaction_is_that_of_the_smallest_group_around_a_scope_that_may_be_told_of()
    {
        var world = new SurveyWorld()
            .With(["group:default/a", "group:default/dep"], [], 6).With(["group:default/b", "group:default/dep"], [], 2)
            .With(["group:default/c"], [], 9);
        await world.OpenAsync();
        foreach (var person in Enumerable.Range(0, 17))
        {
            await world.AnswerAsync(person, ("satisfied", person < 8 ? "5" : "1"));
        }

        await world.CloseAsync();

        var (of, day) = (world.Satisfaction, new DateOnly(2030, 1, 7));
        var a = await of.SmallestPublishableAsync(TeamA, day, day, Cancel);
        var c = await of.SmallestPublishableAsync(new(ScopeKind.Team, "c"), day, day, Cancel);
        var component = await of.SmallestPublishableAsync(new(ScopeKind.Component, "component:default/x"), day, day, Cancel);

        // Of b too few answered, so a is hidden with it: both are dep.
        Assert.Equal((new Scope(ScopeKind.Team, "dep"), 100, 8), (a!.Group, a.PercentFavourable, a.Answers));
        Assert.Equal((new Scope(ScopeKind.Team, "c"), 0), (c!.Group, c.PercentFavourable));
        Assert.Equal(ScopeKind.Organization, component!.Group.Kind);
        Assert.Null(await of.SmallestPublishableAsync(TeamA, day.AddDays(1), day.AddDays(9), Cancel));
    }

    private static async Task<GroupRow> RowsAsync(int people, string question, params int[] answers)
    {
        var world = new SurveyWorld().WithTeam("a", people);
        await world.OpenAsync();
        for (var person = 0; person < answers.Length; person++)
        {
            await world.AnswerAsync(person, (question, $"{answers[person]}"));
        }

        await world.CloseAsync();
        return (await QuestionAsync(world, question)).Groups[0];
    }

    private static async Task<QuestionRows> QuestionAsync(SurveyWorld world, string question) =>
        (await world.Reading.AnswerAsync(new("pulse", null, null, null, question), Cancel)).Value!.Questions.Single();
}
