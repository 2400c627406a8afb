using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Scaffolding;

/// <summary>The scaffolder's routes as Backstage's clients use them.</summary>
internal sealed class Scaffolder(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Skips the calling test where the platform was not started with the suite's own templates.</summary>
    public async Task NeedTemplateAsync(string name)
    {
        using var answer = await platform.Client.GetAsync("scaffolder/v2/templates", Cancel);
        var refs = (await answer.JsonAsync())["items"]!.ToJsonString();
        Assert.SkipUnless(
            refs.Contains($"template:default/{name}", StringComparison.Ordinal),
            $"The platform has no template {name}: its setting TemplatesDirectory is not this suite's folder Templates.");
    }

    public async Task<HttpResponseMessage> PostAsync(JsonNode body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "scaffolder/v2/tasks") { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await platform.Client.SendAsync(request, Cancel);
    }

    public async Task<string> CreateAsync(JsonNode body, string? idempotencyKey = null)
    {
        using var answer = await PostAsync(body, idempotencyKey);
        return (string)(await answer.JsonAsync(HttpStatusCode.Created))["id"]!;
    }

    public async Task<JsonNode> GetAsync(string task)
    {
        using var answer = await platform.Client.GetAsync($"scaffolder/v2/tasks/{task}", Cancel);
        return await answer.JsonAsync();
    }

    public async Task<JsonArray> EventsAsync(string task, long after = 0)
    {
        using var answer = await platform.Client.GetAsync($"scaffolder/v2/tasks/{task}/events?after={after}", Cancel);
        return (await answer.JsonAsync()).AsArray();
    }

    public async Task<HttpResponseMessage> OpenStreamAsync(string task, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"scaffolder/v2/tasks/{task}/eventstream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return await platform.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    /// <summary>Follows the stream to the task's end, connecting again where it breaks off.</summary>
    public async Task<IReadOnlyList<JsonNode>> FollowAsync(string task)
    {
        List<JsonNode> events = [];
        while (events.Count == 0 || (string)events[^1]["type"]! == "log")
        {
            using var answer = await OpenStreamAsync(task, events.Count == 0 ? null : events[^1]["id"]!.ToJsonString());
            await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
            await foreach (var item in SseParser.Create(body).EnumerateAsync(Cancel))
            {
                var entry = JsonNode.Parse(item.Data)!;
                Assert.Equal((item.EventType, item.EventId), ((string)entry["type"]!, entry["id"]!.ToJsonString()));
                Assert.Equal(task, (string)entry["taskId"]!);
                events.Add(entry);
            }
        }

        return events;
    }
}
