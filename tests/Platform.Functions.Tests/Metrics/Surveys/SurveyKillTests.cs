using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics.Surveys;

public sealed class SurveyKillTests
{
    private const int People = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_counts_once_whenever_the_host_is_killed_and_however_often_it_is_sent()
    {
        await using var host = await HostProcess.StartAsync(Cancel);
        await IngestAsync(host);
        await DefineAsync(host);
        var tokens = new List<string>();
        for (var person = 0; person < People; person++)
        {
            tokens.Add(await TokenAsync(host, person));
        }

        var random = new Random(7);
        foreach (var token in tokens)
        {
            var cutOff = AnswerAsync(host, token);
            await Task.Delay(random.Next(0, 40), Cancel);
            host.Kill();
            await cutOff;
            host.Launch();
            await host.WaitUntilReadyAsync(Cancel);
            Assert.True(await AnswerAsync(host, token) is HttpStatusCode.OK or HttpStatusCode.Conflict);
            Assert.Equal(HttpStatusCode.Conflict, await AnswerAsync(host, token));
        }

        (await host.Client.PostAsync("metrics/surveys/pulse/close", null, Cancel)).EnsureSuccessStatusCode();
        JsonNode? results = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await host.Client.GetAsync("metrics/surveys/pulse/results", Cancel);
                results = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel) : null;
                return results is not null;
            },
            Cancel,
            "the round is closed",
            TimeSpan.FromMinutes(3));
        Assert.Equal(People, (int)results!["questions"]![0]!["groups"]![0]!["answers"]!);
    }

    /// <returns>Null when the host went away under the call.</returns>
    private static async Task<HttpStatusCode?> AnswerAsync(HostProcess host, string token)
    {
        try
        {
            using var form = new FormUrlEncodedContent([new("t", token), new("q.satisfied", "4")]);
            using var answer = await host.Client.PostAsync("surveys/answer", form, Cancel);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<string> TokenAsync(HostProcess host, int person)
    {
        using var client = await host.ClientAsync($"user:default/p{person}", "reader", Cancel);
        var link = (await client.GetFromJsonAsync<JsonNode>("metrics/surveys/pulse/link", Cancel))!;
        return ((string)link["url"]!).Split("?t=")[1];
    }

    private static async Task DefineAsync(HostProcess host)
    {
        const string Definition = """
            id: pulse
            title: Pulse
            audience: [crew]
            period: { openFor: P7D }
            questions: [{ id: satisfied, kind: likert5, text: All is well. }]
            """;
        (await host.Client.PostAsync("metrics/surveys", new StringContent(Definition), Cancel)).EnsureSuccessStatusCode();
        (await host.Client.PostAsync("metrics/surveys/pulse/open", null, Cancel)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(
            async () => (string?)(await host.Client.GetFromJsonAsync<JsonNode>(
                "metrics/surveys/pulse", Cancel))!["current"]?["state"] == "open",
            Cancel,
            "the round is open",
            TimeSpan.FromMinutes(3));
    }

    private static async Task IngestAsync(HostProcess host)
    {
        var users = Enumerable.Range(0, People).Select(person => $"""
            ---
            apiVersion: backstage.io/v1alpha1
            kind: User
            metadata:
              name: p{person}
            spec:
              memberOf: [crew]
            """);
        var message = new JsonObject
        {
            ["id"] = "people",
            ["location"] = "url:https://example.com/people.yaml",
            ["content"] = string.Join('\n', users),
        };
        var queue = host.Storage.Queues.GetQueueClient("catalog-ingest");
        await queue.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await queue.SendMessageAsync(BinaryData.FromString(message.ToJsonString()), cancellationToken: Cancel);
        await Eventually.HoldsAsync(
            async () => (await host.Client.GetFromJsonAsync<JsonArray>(
                "catalog/entities?filter=kind=user", Cancel))!.Count == People,
            Cancel,
            "the people are known",
            TimeSpan.FromMinutes(3));
    }
}
