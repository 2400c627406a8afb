using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Metrics;

[Covers("MetricsPlatform", "MetricsPlatformExplain", "MetricsDocumentationView", "MetricsCensus")]
public sealed class PlatformTests(PlatformUnderTest platform)
{
    private readonly string _name = $"k{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_in_the_figures_with_what_is_behind_them()
    {
        using var sent = await platform.Client.PostAsJsonAsync(
            "events",
            new JsonArray(Event("opened", """{ "kind": "access" }"""),
                Event("completed", """{ "humanAction": false }""")), Cancel);
        Assert.Equal(2, (int)(await sent.JsonAsync())["recorded"]!);

        using var answer = await platform.Client.GetAsync(
            $"metrics/platform?scope=team:{_name}&from=2030-01-01&to=2030-01-31", Cancel);
        var figures = (await answer.JsonAsync())["figures"]!.AsArray();
        var rate = figures.Single(one => (string)one!["id"]! == "selfServiceRate")!;

        Assert.Equal((1, "met"), ((double)rate["value"]!, (string)rate["verdict"]!));
        using var explained = await platform.Client.GetAsync(((string)rate["explain"]!)["/api/".Length..], Cancel);
        Assert.Equal(1, (int)(await explained.JsonAsync())["figures"]![0]!["total"]!);
    }

    [Fact]
    public async Task A_view_of_the_documentation_is_counted()
    {
        using var seen = await platform.Client.GetAsync($"metrics/documentation/view?page=/start&component={_name}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, seen.StatusCode);

        using var answer = await platform.Client.GetAsync($"metrics/platform?scope=component:{_name}", Cancel);
        var figures = (await answer.JsonAsync())["figures"]!.AsArray();

        Assert.Equal(1, (double)figures.Single(one => (string)one!["id"]! == "documentationViews")!["value"]!);
    }

    private JsonNode Event(string what, string custom)
    {
        var message = JsonNode.Parse(
            $$"""
            {
              "specversion": "1.0", "id": "{{what}}", "source": "/conformance/{{_name}}",
              "type": "dev.cdeventsx.platform-request.{{what}}.0.1.0",
              "data": {
                "context": { "timestamp": "2030-01-02T12:00:00Z" }, "subject": { "id": "1", "content": {} },
                "customData": {{custom}}
              }
            }
            """)!;
        message["data"]!["customData"]!["team"] = _name;
        return message;
    }
}
