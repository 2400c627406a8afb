using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Platform.Core.Observability;

namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// Outermost handler: the caller's cancellation; one span, one duration and one debug line per request, all without headers,
/// bodies, names or queries.
/// </summary>
internal sealed partial class CallTelemetryHandler(Uri apiUrl, ILogger<CallTelemetryHandler> logger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CallScope.Token);
        var start = Stopwatch.GetTimestamp();
        var template = UrlTemplate.Of(apiUrl, request.RequestUri!);
        using var activity = Begin(request, template);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, linked.Token);
            End(activity, response);
            return response;
        }
        catch (Exception failure)
        {
            Telemetry.Fail(activity, failure);
            throw;
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            var status = (int?)response?.StatusCode ?? 0;
            PlatformMetrics.GitHubCalls.Record(
                elapsed.TotalSeconds,
                new(TelemetryTags.Method, request.Method.Method),
                new(TelemetryTags.UrlTemplate, template),
                new(TelemetryTags.Status, status));
            Log.Called(logger, request.Method, template, status, elapsed.TotalMilliseconds);
        }
    }

    private static Activity? Begin(HttpRequestMessage request, string template)
    {
        var activity = Telemetry.Source.StartActivity($"{request.Method} {template}", ActivityKind.Client);
        activity?.SetTag(TelemetryTags.Method, request.Method.Method);
        activity?.SetTag(TelemetryTags.UrlTemplate, template);
        activity?.SetTag(TelemetryTags.ServerAddress, request.RequestUri!.Host);
        activity?.SetTag(TelemetryTags.ServerPort, request.RequestUri!.Port);
        return activity;
    }

    private static void End(Activity? activity, HttpResponseMessage response)
    {
        activity?.SetTag(TelemetryTags.Status, (int)response.StatusCode);
        if ((int)response.StatusCode >= 400)
        {
            activity?.SetTag(TelemetryTags.ErrorType, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        if (response.Headers.TryGetValues("x-ratelimit-remaining", out var values)
            && long.TryParse(values.FirstOrDefault(), CultureInfo.InvariantCulture, out var remaining))
        {
            PlatformMetrics.GitHubRemaining.Record(remaining);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Template} answered {Status} in {Milliseconds:0} ms.")]
        public static partial void Called(ILogger logger, HttpMethod method, string template, int status, double milliseconds);
    }
}
