using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Tests.Metrics.Surveys;

public sealed class AnsweringTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_answers_once_however_often_and_in_how_many_places_it_is_sent()
    {
        var world = new SurveyWorld().WithTeam("a", 5);
        await world.OpenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            answer => Task.Run(() => world.AnswerAsync(0, ("satisfied", $"{(answer % 5) + 1}")), Cancel)));

        Assert.Single(outcomes.OfType<AnswerOutcome.Taken>());
        Assert.Equal(19, outcomes.OfType<AnswerOutcome.Used>().Count());
        Assert.Equal(1, (await AnswersAsync(world)).Cells[0].Sheets);
    }

    [Fact]
    public async Task Nobody_can_see_in_what_was_kept_who_came_first_or_who_said_what()
    {
        var texts = new List<string>();
        foreach (var order in new[] { new[] { 0, 1, 2, 3, 4 }, [3, 1, 4, 0, 2], [4, 3, 2, 1, 0] })
        {
            var world = new SurveyWorld().WithTeam("a", 3).WithTeam("b", 2);
            await world.OpenAsync();
            foreach (var person in order)
            {
                await world.AnswerAsync(person, ("satisfied", $"{person + 1}"), ("words", $"words {person * 7 % 5}"));
            }

            // Keys are random; what else is kept of the answers is the same to the last letter.
            texts.Add(Platform.Core.Primitives.PlatformJson.Serialize((await AnswersAsync(world)).Cells));
        }

        Assert.Single(texts.Distinct());
    }

    [Fact]
    public async Task Answers_are_kept_without_token_person_and_time()
    {
        var world = new SurveyWorld().WithTeam("a", 5);
        await world.OpenAsync();
        await world.AnswerAsync(2, ("satisfied", "5"), ("words", "Fewer meetings"));

        var (name, text) = world.Documents.Texts.Single(one => one.Value.Contains("Fewer meetings", StringComparison.Ordinal));

        Assert.Equal("rounds/pulse/1/answers", name);
        Assert.DoesNotContain("user:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("2030-", text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.TokenOf(2).Reveal().Split('.')[4], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_s_token_is_the_same_when_it_is_asked_for_again()
    {
        var world = new SurveyWorld().WithTeam("a", 5);
        await world.OpenAsync();

        var asked = await new SurveyInvitations(world.Book, world.Documents).OfAsync(
            Platform.Core.Catalog.EntityRef.Parse("user:default/p3"), Cancel);

        Assert.Equal(world.TokenOf(3).Reveal(), asked.Single().Token.Reveal());
    }

    [Fact]
    public async Task A_token_with_another_cell_round_or_signature_is_none()
    {
        var world = new SurveyWorld().WithTeam("a", 5).WithTeam("b", 5);
        await world.OpenAsync();
        var parts = world.TokenOf(0).Reveal().Split('.');

        foreach (var forged in new[]
        {
            string.Join('.', [.. parts[..3], "1", .. parts[4..]]),
            string.Join('.', [.. parts[..2], "2", .. parts[3..]]),
            string.Join('.', [.. parts[..4], "AAAAAAAAAAAAAAAAAAAAAA", parts[5]]),
            string.Join('.', [.. parts[..5], "AAAAAAAAAAAAAAAAAAAAAA"]),
        })
        {
            Assert.True(SurveyToken.TryParse(forged, out var token));
            Assert.IsType<AnswerOutcome.Over>(await world.Answering.TakeAsync(
                token, new Dictionary<string, string> { ["satisfied"] = "5" }, Cancel));
        }
    }

    [Theory]
    [InlineData("satisfied", "6")]
    [InlineData("satisfied", "0")]
    [InlineData("recommend", "11")]
    [InlineData("recommend", "-1")]
    [InlineData("slow", "4")]
    [InlineData("slow", "Builds")]
    [InlineData("other", "1")]
    [InlineData("words", "a\0b")]
    [InlineData("words", " ")]
    public async Task An_answer_that_can_t_be_one_is_refused_and_the_token_is_good_still(string question, string answer)
    {
        var world = new SurveyWorld().WithTeam("a", 5);
        await world.OpenAsync();

        Assert.IsType<AnswerOutcome.Refused>(await world.AnswerAsync(0, (question, answer)));
        Assert.IsType<AnswerOutcome.Taken>(await world.AnswerAsync(0, ("satisfied", "5"), ("recommend", "0"), ("slow", "3")));
    }

    [Fact]
    public async Task When_a_round_is_over_no_answer_is_taken()
    {
        var world = new SurveyWorld().WithTeam("a", 5);
        await world.OpenAsync();
        await world.CloseAsync();

        Assert.IsType<AnswerOutcome.Over>(await world.AnswerAsync(0, ("satisfied", "5")));
        Assert.Null(await world.Answering.FindAsync(world.TokenOf(0), Cancel));
    }

    private static async Task<RoundAnswers> AnswersAsync(SurveyWorld world) =>
        (await world.Documents.FindAsync<RoundAnswers>("rounds/pulse/1/answers", Cancel))!.Value.Document;
}
