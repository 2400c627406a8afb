using System.Diagnostics;
using System.Globalization;

namespace Platform.Local.Runtime.LiveView;

/// <summary>What the view says of one span that has ended, or of one log entry.</summary>
/// <param name="Kind">One short word: request, message, step, orchestration, github, timer, send, log.</param>
/// <param name="Detail">A status, an outcome, an instance; never a payload.</param>
/// <param name="Trace">Enough of the trace's id to see what belongs together.</param>
internal sealed record ConsoleLine(
    DateTime At, TimeSpan? Duration, string Kind, string Name, string Detail, string Trace, bool IsError)
{
    private const int ShownOfTrace = 8;

    public static ConsoleLine Of(Activity span) => new(
        span.StartTimeUtc,
        span.Duration,
        KindOf(span),
        NameOf(span),
        DetailOf(span),
        span.TraceId.ToHexString()[..ShownOfTrace],
        span.Status == ActivityStatusCode.Error || Number(span, "http.response.status_code") >= 500);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At:HH:mm:ss.fff} {Took,9}  {Kind,-13} {Name}  {Detail}  {Trace}").TrimEnd();

    public string Took => Duration switch
    {
        null => string.Empty,
        { TotalSeconds: >= 10 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
    };

    internal static string KindOf(Activity span) => (span.Source.Name, span.Kind) switch
    {
        ("Microsoft.AspNetCore", _) => "request",
        ("Microsoft.DurableTask", ActivityKind.Producer) => "start",
        ("Microsoft.DurableTask", _) => Text(span, "durabletask.type") == "activity" ? "step" : "orchestration",
        (_, ActivityKind.Producer) => "send",
        (_, ActivityKind.Consumer) => "message",
        (_, ActivityKind.Client) => "github",
        _ => "timer",
    };

    internal static string NameOf(Activity span) =>
        span.Source.Name == "Microsoft.AspNetCore" && span.DisplayName == span.OperationName
            ? "(no function)"
            : span.DisplayName[(span.DisplayName.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string DetailOf(Activity span)
    {
        string?[] parts =
        [
            Text(span, "http.response.status_code"),
            Text(span, "platform.outcome"),
            Text(span, "durabletask.task.status"),
            Text(span, "error.type"),
            Text(span, "durabletask.task.instance_id"),
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    private static string? Text(Activity span, string tag) =>
        span.GetTagItem(tag) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    private static int Number(Activity span, string tag) => span.GetTagItem(tag) is int number ? number : 0;
}
