using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Surveys;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics.Surveys;

/// <summary>
/// Surveys through the running app: from a definition to messages in the chat, answers, and what is told of them.
/// </summary>
public sealed class SurveyTests(SurveyFixture fixture) : IClassFixture<SurveyFixture>
{
    private static readonly string[] People = SurveyFixture.People;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_people_answer_by_their_links_is_told_by_group_when_the_round_is_closed()
    {
        var id = await fixture.OpenAsync();
        foreach (var person in People)
        {
            using var answer = await fixture.AnswerAsync(
                fixture.TokenOf(person, id), ("satisfied", person[0] == 'a' ? "5" : "2"), ("recommend", "9"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var early = await fixture.Host.Client.GetAsync($"metrics/surveys/{id}/results", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await fixture.CloseAsync(id);

        var rows = (await fixture.ResultsAsync(id, "question=satisfied"))["questions"]![0]!["groups"]!.AsArray();
        Assert.Equal(
            [
                (null, null, 40.0), ("group:default/a", null, null), ("group:default/b", null, null),
                ("group:default/c", null, 0.0), ("group:default/department", null, 75.0),
                ("group:default/engineering", null, 40.0),
            ],
            rows.Take(6).Select(row => (
                (string?)row!["group"]!["team"], (string?)row["group"]!["system"], (double?)row["percentFavourable"])));

        // Of the shop are a and c: who knows it and c, knows a; who knows a and the department, knows b.
        Assert.All(rows.Where(row => (string?)row!["group"]!["system"] is not null && (string?)row["group"]!["team"] is null),
            row => Assert.True((bool)row!["suppressed"]!));
        var csv = await fixture.Host.Client.GetStringAsync($"metrics/surveys/{id}/results?format=csv", Cancel);
        Assert.Contains($"{id},1,satisfied,group:default/c,,percentFavourable,0,false\r\n", csv, StringComparison.Ordinal);
        Assert.Contains($"{id},1,satisfied,group:default/a,,percentFavourable,,true\r\n", csv, StringComparison.Ordinal);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var satisfaction = await fixture.Host.Services.GetRequiredService<ISatisfaction>().SmallestPublishableAsync(
            new(ScopeKind.Team, "b"), today.AddDays(-1), today, Cancel);
        Assert.NotNull(satisfaction);
        var space = (await fixture.Host.Client.GetFromJsonAsync<JsonNode>("metrics/space?scope=team:c", Cancel))!;
        Assert.NotNull((double?)space["dimensions"]![0]!["figures"]![0]!["value"]);
    }

    [Fact]
    public async Task A_filter_that_too_few_pass_is_answered_as_one_that_nobody_passes()
    {
        var id = await fixture.OpenAsync();
        foreach (var person in People)
        {
            (await fixture.AnswerAsync(fixture.TokenOf(person, id), ("satisfied", "4"))).Dispose();
        }

        await fixture.CloseAsync(id);
        var few = await fixture.ResultsAsync(id, "team=b");
        var none = await fixture.ResultsAsync(id, "team=nobody");

        Assert.Equal(
            few["questions"]!.ToJsonString().Replace("default/b", "default/nobody", StringComparison.Ordinal),
            none["questions"]!.ToJsonString());
        using var wrong = await fixture.Host.Client.GetAsync($"metrics/surveys/{id}/results?team=user:x&round=last", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_link_answers_once_and_is_asked_for_again_with_a_command()
    {
        var id = await fixture.OpenAsync();
        var token = fixture.TokenOf("ada1", id);
        using var first = await fixture.AnswerAsync(token, ("satisfied", "5"));
        using var second = await fixture.AnswerAsync(token, ("satisfied", "1"));
        using var page = await fixture.Host.Anonymous.GetAsync($"surveys/answer?t={token}", Cancel);
        var command = new SlackCommand("survey", fixture.Slack.NewResponseUrl()) { User = SurveyFixture.UserOf("ada1") };
        using var asked = await fixture.Host.Anonymous.SlashAsync(ChatHost.SigningSecret, command, Cancel);
        var replies = await fixture.Slack.WaitAsync(command.ResponseUrl, 1, Cancel);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict),
            (first.StatusCode, second.StatusCode, page.StatusCode));
        Assert.Contains(token, replies[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_known_and_invited_can_ask_for_the_link()
    {
        var id = await fixture.OpenAsync();
        using var stranger = await fixture.Host.Client.GetAsync($"metrics/surveys/{id}/link", Cancel);

        using var made = await fixture.Host.Client.PostAsJsonAsync(
            "access/keys", new { name = "user:default/ada2", roles = new[] { "reader" } }, Cancel);
        var key = (string)(await made.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["key"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"metrics/surveys/{id}/link");
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await fixture.Host.Anonymous.SendAsync(request, Cancel);
        var link = (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["url"]!;

        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        Assert.Equal($"https://platform.example.com/api/surveys/answer?t={fixture.TokenOf("ada2", id)}", link);
    }

    [Fact]
    public async Task A_definition_that_is_wrong_is_told_of_with_every_place()
    {
        using var answer = await fixture.Host.Client.PostAsync(
            "metrics/surveys", new StringContent("id: X\ntitle: T\naudience: [user:x]\nfloor: 1\nquestions: []\n"), Cancel);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["errors"]!.AsArray();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            ["id", "audience[0]", "period", "floor", "questions"], errors.Select(error => (string)error!["field"]!));
    }

    [Fact]
    public async Task The_page_loads_nothing_is_kept_by_nobody_and_writes_what_others_wrote_as_text()
    {
        var id = await fixture.OpenAsync();
        using var page = await fixture.Host.Anonymous.GetAsync(
            $"surveys/answer?t={fixture.TokenOf("cai0", id)}&q.satisfied=4&q.words=%3Cscript%3E", Cancel);
        var text = await page.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Matches(
            "^default-src 'none'; style-src 'nonce-[0-9a-f]{32}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$",
            page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("What should &lt;change&gt;?", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("value=\"4\" checked", text, StringComparison.Ordinal);
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound],
            [await StatusAsync("surveys/answer"), await StatusAsync("surveys/answer?t=svt1.x.1.0.a.b")]);
    }

    [Fact]
    public async Task The_timer_opens_a_round_that_is_due()
    {
        var definition = $$"""
            {"id":"timed","title":"Timed","audience":["c"],"period":{"opens":"2020-01-01T00:00:00Z","openFor":"P1D"},
            "questions":[{"id":"one","kind":"text","text":"How are you?"}]}
            """;
        (await fixture.Host.Client.PostAsync("metrics/surveys", new StringContent(definition), Cancel)).Dispose();

        await Eventually.HoldsAsync(
            async () => (string?)(await fixture.Host.Client.GetFromJsonAsync<JsonNode>(
                "metrics/surveys/timed", Cancel))!["current"]?["state"] == "open",
            Cancel,
            patience: TimeSpan.FromMinutes(3));
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await fixture.Host.Anonymous.GetAsync(path, Cancel);
        return answer.StatusCode;
    }
}
