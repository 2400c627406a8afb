using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;

namespace Platform.Functions.Tests.Metrics;

/// <summary>Every conformance file of CDEvents goes through, in every mode, and is one event however it comes.</summary>
public sealed class ConformanceEventTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly IReadOnlyList<JsonObject> _events = ConformanceEvents.All(Guid.NewGuid().ToString("N"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conformance_files_are_one_event_each_in_a_batch_alone_structured_binary_and_without_envelope()
    {
        Assert.Equal(45, _events.Count);
        var batch = new JsonArray([.. _events.Select(ConformanceEvents.Structured)]);
        Assert.Equal((45, 0, 0), await SendAsync(batch, "application/cloudevents-batch+json"));
        foreach (var told in _events)
        {
            Assert.Equal((0, 1, 0), await SendAsync(ConformanceEvents.Structured(told), "application/cloudevents+json"));
            Assert.Equal((0, 1, 0), await SendBinaryAsync(told));
            Assert.Equal((0, 1, 0), await SendAsync(told, "application/json"));
        }
    }

    private async Task<(int Recorded, int Repeated, int Refused)> SendAsync(JsonNode message, string type)
    {
        using var content = new StringContent(message.ToJsonString(), MediaTypeHeaderValue.Parse(type));
        using var answer = await _host.Client.PostAsync("events", content, Cancel);
        return await CountsAsync(answer);
    }

    private async Task<(int Recorded, int Repeated, int Refused)> SendBinaryAsync(JsonObject told)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "events") { Content = JsonContent.Create(told) };
        foreach (var (name, value) in ConformanceEvents.Structured(told)
            .Where(field => field.Key is not ("data" or "datacontenttype")))
        {
            request.Headers.Add($"ce-{name}", Uri.EscapeDataString((string)value!));
        }

        using var answer = await _host.Client.SendAsync(request, Cancel);
        return await CountsAsync(answer);
    }

    private static async Task<(int Recorded, int Repeated, int Refused)> CountsAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        var body = JsonNode.Parse(text)!;
        return ((int)body["recorded"]!, (int)body["repeated"]!, (int)body["refused"]!);
    }
}
