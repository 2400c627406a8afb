using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Functions.Observability;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Observability;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Observability;

public sealed class ExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_an_OTLP_endpoint_traces_metrics_and_logs_go_there_and_no_key_with_them()
    {
        using var collector = new OtlpCollector();
        await using var host = await HostProcess.StartAsync(Cancel, settings =>
        {
            settings[ObservabilityRegistration.Endpoint] = collector.Endpoint.AbsoluteUri;
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            settings["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        });
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, "scaffolder/v2/templates");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var answer = await host.Client.SendAsync(request, Cancel);
        using var anonymous = new HttpClient { BaseAddress = host.Client.BaseAddress };
        using var refused = await anonymous.GetAsync("scaffolder/v2/templates", Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (answer.StatusCode, refused.StatusCode));

        await SaysAsync(collector, "v1/traces", "api/scaffolder/v2/templates");
        await SaysAsync(collector, "v1/traces", Encoding.Latin1.GetString(Convert.FromHexString($"{trace}")));
        await SaysAsync(collector, "v1/traces", "platform-functions");
        await SaysAsync(collector, "v1/metrics", "platform.access.refused");
        await SaysAsync(collector, "v1/logs", "ScaffolderListTemplates refused a caller");
        var all = collector.Received("v1/traces") + collector.Received("v1/metrics") + collector.Received("v1/logs");
        Assert.DoesNotContain(host.Client.DefaultRequestHeaders.Authorization!.Parameter!, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_carry_the_trace_and_the_span_they_were_written_in()
    {
        using var spans = new SpanRecorder();
        var scopes = new ScopeRecorder();
        await using var host = await PlatformHost.StartAsync(
            compose: services => services.AddSingleton<ILoggerProvider>(scopes));
        var request = new CatalogIngestRequest(
            "1", Location: "url:https://x/traced", Content: new EntityBuilder().Named("traced").Text());
        var message = $$"""{"traceparent":"{{spans.TraceParent}}","message":{{PlatformJson.Serialize(request)}}}""";

        await host.SendRawAsync("catalog-ingest", message);
        await host.EntityAsync("component", "traced", Cancel);
        await spans.HasAsync("process catalog-ingest", Cancel);

        var own = scopes.Of("Platform.Functions.Catalog.CatalogIngestHandler");
        Assert.Contains(own, scope => scope.Contains(("TraceId", $"{spans.Trace}")) && scope.Any(item => item.Key == "SpanId"));
    }

    private static Task SaysAsync(OtlpCollector collector, string path, string text) => Eventually.HoldsAsync(
        () => collector.Received(path).Contains(text, StringComparison.Ordinal), Cancel, $"{path} has '{text}'");

    private sealed class ScopeRecorder : ILoggerProvider, ISupportExternalScope
    {
        private readonly ConcurrentQueue<(string Category, HashSet<(string Key, string Value)> Scope)> _entries = new();
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IReadOnlyList<HashSet<(string Key, string Value)>> Of(string category) =>
            [.. _entries.Where(entry => entry.Category == category).Select(entry => entry.Scope)];

        public void Dispose()
        {
        }

        private sealed class Recorder(ScopeRecorder owner, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => owner._scopes.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter)
            {
                var scope = new HashSet<(string, string)>();
                owner._scopes.ForEachScope(
                    (item, found) =>
                    {
                        foreach (var (key, value) in item as IEnumerable<KeyValuePair<string, object?>> ?? [])
                        {
                            found.Add((key, $"{value}"));
                        }
                    },
                    scope);
                owner._entries.Enqueue((category, scope));
            }
        }
    }
}
