using System.Net;
using System.Text;
using Azure.Storage.Queues;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Metrics;

[Covers(
    "MetricsSurveysDefine", "MetricsSurveysList", "MetricsSurveysGet", "MetricsSurveysOpen", "MetricsSurveysClose",
    "MetricsSurveysResults", "MetricsSurveysLink", "SurveyAnswerPage", "SurveyAnswerTake", "SurveyTurns", "SurveyTurnsPoison")]
public sealed class SurveyTests(PlatformUnderTest platform)
{
    private readonly string _id = $"s{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_survey_is_defined_listed_and_told_only_when_it_was_closed()
    {
        using var defined = await DefineAsync($$"""
            { "id": "{{_id}}", "title": "Pulse", "audience": ["group:default/nobody-{{_id}}"],
              "period": { "openFor": "P7D" },
              "questions": [{ "id": "satisfied", "kind": "likert5", "text": "I am satisfied." }] }
            """);
        using var got = await platform.Client.GetAsync($"metrics/surveys/{_id}", Cancel);
        using var listed = await platform.Client.GetAsync("metrics/surveys", Cancel);
        using var early = await platform.Client.GetAsync($"metrics/surveys/{_id}/results", Cancel);

        Assert.True(defined.StatusCode == HttpStatusCode.Created, await defined.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, got.StatusCode);
        Assert.Contains(_id, (await listed.JsonAsync()).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
    }

    [Fact]
    public async Task A_definition_that_is_wrong_is_refused()
    {
        using var answer = await DefineAsync("""{ "id": "!", "questions": [] }""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_survey_that_is_none_is_not_found_by_any_of_its_routes()
    {
        using var opened = await platform.Client.PostAsync($"metrics/surveys/{_id}/open", null, Cancel);
        using var closed = await platform.Client.PostAsync($"metrics/surveys/{_id}/close", null, Cancel);
        using var link = await platform.Client.GetAsync($"metrics/surveys/{_id}/link", Cancel);

        Assert.All(new[] { opened, closed, link }, answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
    }

    [Fact]
    public async Task A_link_that_was_never_given_answers_nothing()
    {
        using var page = await platform.Anonymous.GetAsync("surveys/answer?t=made-up", Cancel);
        using var form = new FormUrlEncodedContent([new("t", "made-up"), new("satisfied", "5")]);
        using var answer = await platform.Anonymous.PostAsync("surveys/answer", form, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_turn_that_is_none_is_listed_with_the_reason()
    {
        await platform.SendAsync("survey-turns", $$"""{"wrong":"{{_id}}"}""", QueueMessageEncoding.Base64);

        var listed = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync("queues/survey-turns/poison", Cancel);
                return (await answer.JsonAsync())["items"]!.AsArray().FirstOrDefault(
                    item => ((string)item!["body"]!).Contains(_id, StringComparison.Ordinal));
            },
            "the message is listed");

        Assert.NotNull(listed["reasons"]![0]!["code"]);
    }

    private Task<HttpResponseMessage> DefineAsync(string definition) => platform.Client.PostAsync(
        "metrics/surveys", new StringContent(definition, Encoding.UTF8, "application/json"), Cancel);
}
