using System.Net;
using System.Text.Json.Nodes;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Templates;

public sealed class GeneratedServiceTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private static readonly Dictionary<string, string> NoSettings = [];

    public static TheoryData<string> Names => [.. GoldenPath.Names];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_tests_of_a_generated_service_pass(string name)
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), GoldenPath.AllValues);
        var toolchain = await Toolchain.OfAsync(rendered, Cancellation);

        var (status, output) = await GeneratedService.RunAsync(rendered, toolchain.Test, Cancellation);

        Assert.True(status == 0, output);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_generated_service_answers_and_counts_what_it_answered(string name)
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), GoldenPath.FewestValues);
        await using var service = await StartAsync(rendered, NoSettings);

        var root = JsonNode.Parse(await service.Client.GetStringAsync("/", Cancellation));
        var ready = await service.Client.GetAsync("/readyz", Cancellation);
        var metrics = await service.Client.GetAsync("/metrics", Cancellation);

        Assert.Equal("orders", root!["service"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("text/plain", metrics.Content.Headers.ContentType!.MediaType);
        var families = PrometheusText.Parse(await metrics.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("orders", Assert.Single(families["service_info"].Samples).Labels["service"]);
        Assert.Equal("histogram", families["http_request_duration_seconds"].Type);
        var counted = Assert.Single(families["http_requests_total"].Samples, sample => sample.Labels["route"] == "/");
        Assert.Equal(("GET", "200", 1), (counted.Labels["method"], counted.Labels["status"], counted.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_generated_service_logs_a_request_as_one_JSON_line_with_its_trace(string name)
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), GoldenPath.FewestValues);
        await using var service = await StartAsync(rendered, NoSettings);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hello/Ada");
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");

        await service.Client.SendAsync(request, Cancellation);

        await Eventually.HoldsAsync(() => service.Output.Contains(Trace, StringComparison.Ordinal), Cancellation);
        var line = JsonNode.Parse(service.Output.Split('\n').Single(l => l.Contains(Trace, StringComparison.Ordinal)))!;
        Assert.Equal("orders", line["service"]!.GetValue<string>());
        Assert.Equal(200, line["status"]!.GetValue<int>());
        Assert.Equal(Trace, line["traceId"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_generated_service_ends_in_peace_when_it_is_asked_to(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), GoldenPath.FewestValues);
        await using var service = await StartAsync(rendered, NoSettings);

        Assert.Equal(0, await service.StopAsync());
    }

    [Fact]
    public async Task The_Node_service_sends_its_spans_to_the_collector()
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load("node-service"), GoldenPath.FewestValues);
        await using var collector = await Collector.StartAsync(Cancellation);
        await using var service = await StartAsync(
            rendered, new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hello/Ada");
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");

        await service.Client.SendAsync(request, Cancellation);

        var span = await collector.FirstSpanAsync(Cancellation);
        Assert.Equal("GET /hello/:name", span["name"]!.GetValue<string>());
        Assert.Equal(Trace, span["traceId"]!.GetValue<string>());
        Assert.Equal("b7ad6b7169203331", span["parentSpanId"]!.GetValue<string>());
    }

    private static async Task<GeneratedService> StartAsync(
        RenderedGoldenPath rendered, IReadOnlyDictionary<string, string> environment)
    {
        var toolchain = await Toolchain.OfAsync(rendered, Cancellation);
        return await GeneratedService.StartAsync(rendered, toolchain.Start, environment, Cancellation);
    }
}
