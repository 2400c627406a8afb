using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Platform.Core.Observability;

namespace Platform.Functions.Observability;

/// <summary>
/// Says on the current span which function it is, and gives a timer a span where the host has none. Queue functions get theirs at
/// the queue's edge, in the trace of the sender; orchestrators run many times over, so their spans are the engine's.
/// </summary>
internal sealed class TraceMiddleware : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => TriggerOf(context) switch
    {
        "httpTrigger" when context.GetHttpContext() is { } http => OfRequestAsync(context, http, next),
        "timerTrigger" => OfTimerAsync(context, next),
        "activityTrigger" => OfActivityAsync(context, next),
        _ => next(context),
    };

    /// <summary>The status follows from the worker, which writes the answer outside of all middleware.</summary>
    private static Task OfRequestAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        var activity = Activity.Current;
        var route = RouteOf(context, http);
        if (activity is not null)
        {
            activity.DisplayName = $"{http.Request.Method} {route}";
        }

        Describe(activity, context, "http");
        activity?.SetTag(TelemetryTags.Method, http.Request.Method);
        activity?.SetTag(TelemetryTags.Route, route);
        return next(context);
    }

    private static async Task OfTimerAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var activity = Telemetry.Source.StartActivity($"timer {context.FunctionDefinition.Name}");
        Describe(activity, context, "timer");
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            Telemetry.Fail(activity, failure);
            throw;
        }
    }

    private static Task OfActivityAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        Describe(Activity.Current, context, "other");
        return next(context);
    }

    private static void Describe(Activity? activity, FunctionContext context, string trigger)
    {
        activity?.SetTag(TelemetryTags.Function, context.FunctionDefinition.Name);
        activity?.SetTag(TelemetryTags.Invocation, context.InvocationId);
        activity?.SetTag(TelemetryTags.Trigger, trigger);
    }

    private static string TriggerOf(FunctionContext context) => context.FunctionDefinition.InputBindings.Values
        .FirstOrDefault(binding => binding.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase))?.Type ?? string.Empty;

    /// <summary>
    /// Where the worker sits behind the host's proxy, its own route takes everything; the function's name says more.
    /// </summary>
    private static string RouteOf(FunctionContext context, HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } text } && !text.Contains("{*", StringComparison.Ordinal)
            ? $"/{text.TrimStart('/')}"
            : context.FunctionDefinition.Name;
}
