using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.Core.Observability;
using Platform.Functions.Metrics.Surveys;

namespace Platform.Functions.Observability;

internal static class ObservabilityRegistration
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The spans of the host and of the durable engine, on either runtime, beside our own.</summary>
    private static readonly string[] Sources = [Telemetry.Name, "Microsoft.Azure.Functions.Worker", "Microsoft.DurableTask"];

    /// <summary>
    /// Logs carry the trace; spans, metrics and logs go to an OTLP endpoint where one is set. Without one nothing listens, so
    /// nothing is measured.
    /// </summary>
    public static FunctionsApplicationBuilder AddObservability(this FunctionsApplicationBuilder builder)
    {
        builder.UseMiddleware<TraceMiddleware>();
        builder.Logging.Configure(logging =>
            logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true);
            builder.Services.AddTelemetryPipeline().UseOtlpExporter();
        }

        return builder;
    }

    /// <summary>What there is to export, without an exporter; once, however many exporters there are.</summary>
    public static OpenTelemetryBuilder AddTelemetryPipeline(this IServiceCollection services)
    {
        var telemetry = services.AddOpenTelemetry();
        if (services.Any(service => service.ServiceType == typeof(Pipeline)))
        {
            return telemetry;
        }

        services.AddSingleton<Pipeline>();
        return telemetry
            .ConfigureResource(resource => resource.AddService("platform-functions", serviceVersion: Version))
            .WithTracing(tracing => tracing
                .AddSource(Sources)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = request =>
                    !IsHealth(request.Request.Path.Value) && !IsAnswer(request.Request.Path.Value)))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime"));
    }

    private static string? Version => typeof(ObservabilityRegistration).Assembly.GetName().Version?.ToString(3);

    /// <summary>Asked every few seconds by load balancers; nothing is to be learned from it.</summary>
    private static bool IsHealth(string? path) => path?.EndsWith("/health", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Of who answers a survey, from where and when, no trace is to be kept.</summary>
    private static bool IsAnswer(string? path) => path?.EndsWith(AnswerPage.Route, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Marks services that have the pipeline.</summary>
    private sealed class Pipeline;
}
