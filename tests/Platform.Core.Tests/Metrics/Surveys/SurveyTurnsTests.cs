using System.Text.Json.Nodes;
using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Tests.Metrics.Surveys;

public sealed class SurveyTurnsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_opens_and_closes_when_it_is_time_and_comes_again()
    {
        var world = new SurveyWorld().WithTeam("a", 5);
        await DefineAsync(world, SurveyWorld.Definition(opens: "2030-01-07T10:00:00Z", every: "P14D"));

        await world.Turns.RunAsync("pulse", Cancel);
        Assert.Null((await FoundAsync(world)).Current);

        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.Turns.RunAsync("pulse", Cancel);
        Assert.Equal((1, RoundState.Open), Current(await FoundAsync(world)));
        Assert.Equal(5, world.Sent.Count);

        world.Clock.Advance(TimeSpan.FromDays(7));
        await world.Turns.RunAsync("pulse", Cancel);
        Assert.Equal([RoundState.Closed], (await FoundAsync(world)).Closed.Select(round => round.State));
        Assert.Equal(world.Clock.Start.AddHours(1).AddDays(14), (await FoundAsync(world)).NextOpensAt);

        world.Clock.Advance(TimeSpan.FromDays(7));
        await world.Turns.RunAsync("pulse", Cancel);
        Assert.Equal((2, RoundState.Open), Current(await FoundAsync(world)));
    }

    [Fact]
    public async Task A_round_asks_what_was_defined_when_it_opened()
    {
        var world = new SurveyWorld().WithTeam("a", 5);
        await world.OpenAsync();
        var changed = SurveyWorld.Definition();
        changed["title"] = "Another";
        await DefineAsync(world, changed);

        var survey = await FoundAsync(world);
        var found = await world.Answering.FindAsync(world.TokenOf(0), Cancel);

        Assert.Equal((2, 1), (survey.Versions.Count, survey.Current!.Version));
        Assert.Equal("Pulse", found?.Asked.Title);
    }

    [Fact]
    public async Task The_same_definition_again_is_no_new_version()
    {
        var world = new SurveyWorld();
        await DefineAsync(world, SurveyWorld.Definition());
        await DefineAsync(world, SurveyWorld.Definition());

        Assert.Single((await FoundAsync(world)).Versions);
    }

    [Fact]
    public async Task What_is_open_can_t_be_opened_and_what_is_closed_can_t_be_closed()
    {
        var world = new SurveyWorld().WithTeam("a", 5);
        await DefineAsync(world, SurveyWorld.Definition());

        Assert.Equal(SurveyRecord.IsNotOpen, (await world.Book.CloseAsync("pulse", Cancel)).Problems[0].Code);
        Assert.True((await world.Book.OpenAsync("pulse", Cancel)).IsOk);
        Assert.Equal(SurveyRecord.IsOpen, (await world.Book.OpenAsync("pulse", Cancel)).Problems[0].Code);
        Assert.Equal(SurveyBook.Unknown, (await world.Book.OpenAsync("none", Cancel)).Problems[0].Code);
    }

    [Fact]
    public async Task Wherever_a_run_is_cut_off_the_next_one_ends_as_if_nothing_had_happened()
    {
        var undisturbed = await RunAsync(null);
        for (var cut = 0; cut < undisturbed.Calls; cut++)
        {
            var disturbed = await RunAsync(cut);
            Assert.Equal(undisturbed.Results, disturbed.Results);
            Assert.Equal(undisturbed.Names, disturbed.Names);
            Assert.Equal(6, disturbed.Invitations);
        }
    }

    [Fact]
    public async Task Nothing_but_what_may_be_told_is_left_of_a_closed_round()
    {
        var world = new SurveyWorld().WithTeam("a", 6).WithTeam("b", 2);
        await world.OpenAsync();
        for (var person = 0; person < 8; person++)
        {
            await world.AnswerAsync(person, ("satisfied", "4"), ("words", $"words of {person}"));
        }

        await world.CloseAsync();

        Assert.Equal(["rounds/pulse/1/results", "surveys/pulse"], world.Documents.Texts.Keys.Order());
        var results = (await world.Reading.ResultsAsync("pulse", 1, Cancel))!;
        Assert.All(
            results.Questions.SelectMany(question => question.Told),
            told => Assert.Equal(SurveyGroup.Everybody, told.Group));
        Assert.DoesNotContain("user:", string.Concat(world.Documents.Texts.Values), StringComparison.Ordinal);
    }

    private static async Task<(int Calls, string Results, string Names, int Invitations)> RunAsync(int? cutAt)
    {
        var world = new SurveyWorld().WithTeam("a", 6);
        world.Documents.CutAt = cutAt;
        await AgainAsync(async () => await DefineAsync(world, SurveyWorld.Definition()));
        await AgainAsync(async () => await world.Book.OpenAsync("pulse", Cancel));
        await AgainAsync(() => world.Turns.RunAsync("pulse", Cancel));
        for (var person = 0; person < 6; person++)
        {
            var at = person;
            await AgainAsync(() => world.AnswerAsync(at, ("satisfied", $"{(at % 5) + 1}"), ("recommend", $"{at}")));
        }

        await AgainAsync(async () => await world.Book.CloseAsync("pulse", Cancel));
        await AgainAsync(() => world.Turns.RunAsync("pulse", Cancel));
        return (
            world.Documents.Calls,
            world.Documents.Texts["rounds/pulse/1/results"],
            string.Join(' ', world.Documents.Texts.Keys.Order(StringComparer.Ordinal)),
            world.Sent.Count);
    }

    // As a queue, a form that is sent again, and a person who tries again.
    private static async Task AgainAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (IOException)
        {
            await step();
        }
    }

    private static async Task DefineAsync(SurveyWorld world, JsonObject definition) =>
        Assert.True((await world.Book.DefineAsync(SurveyDefinitionParser.Parse(definition).Value!, "key:test", Cancel)).IsOk);

    private static async Task<SurveyRecord> FoundAsync(SurveyWorld world) => (await world.Book.FindAsync("pulse", Cancel))!;

    private static (int Round, RoundState State) Current(SurveyRecord survey) => (survey.Current!.Number, survey.Current.State);
}
