using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Functions.Tests.Templates;

/// <summary>An OpenTelemetry collector that takes OTLP over HTTP as JSON, and keeps what it gets.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly Channel<JsonNode> _exports = Channel.CreateUnbounded<JsonNode>();
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            var body = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            await _exports.Writer.WriteAsync(body!, request.HttpContext.RequestAborted);
            return Results.Ok();
        });
    }

    public string Url => _app.Urls.Single();

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var collector = new Collector();
        await collector._app.StartAsync(cancellationToken);
        return collector;
    }

    public async Task<JsonNode> FirstSpanAsync(CancellationToken cancellationToken)
    {
        var export = await _exports.Reader.ReadAsync(cancellationToken);
        return export["resourceSpans"]![0]!["scopeSpans"]![0]!["spans"]![0]!;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
