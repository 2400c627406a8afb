using System.Diagnostics;

namespace Platform.Core.Observability;

/// <summary>
/// The platform's own spans. They cost nothing while nobody listens. A span never carries a body, a header, a token or a whole
/// address: names, counts and outcomes only.
/// </summary>
public static class Telemetry
{
    /// <summary>Of the spans' source and of the meter.</summary>
    public const string Name = "Platform";

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>A trace that came from outside; null when it is not valid, which W3C Trace Context wants to be ignored.</summary>
    public static ActivityContext? ContextOf(string? traceParent, string? traceState) =>
        ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var context) ? context : null;

    /// <summary>Marks a span as failed by the type alone: a message may hold what must not leave.</summary>
    public static void Fail(Activity? activity, Exception failure)
    {
        activity?.SetTag(TelemetryTags.ErrorType, failure.GetType().FullName);
        activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
    }
}
