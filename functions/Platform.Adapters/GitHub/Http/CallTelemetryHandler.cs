using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// Outermost handler: the caller's cancellation, one duration per request, one debug line without headers or bodies.
/// </summary>
internal sealed partial class CallTelemetryHandler(ILogger<CallTelemetryHandler> logger) : DelegatingHandler
{
    public const string MeterName = "Platform.GitHub";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("github.call.duration", "s");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CallScope.Token);
        var start = Stopwatch.GetTimestamp();
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, linked.Token);
            return response;
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            var status = (int?)response?.StatusCode ?? 0;
            Duration.Record(elapsed.TotalSeconds, new("method", request.Method.Method), new("status", status));
            Log.Called(logger, request.Method, request.RequestUri?.AbsolutePath, status, elapsed.TotalMilliseconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Path} answered {Status} in {Milliseconds:0} ms.")]
        public static partial void Called(ILogger logger, HttpMethod method, string? path, int status, double milliseconds);
    }
}
