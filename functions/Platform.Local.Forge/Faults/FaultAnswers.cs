using System.Globalization;
using System.Text;
using Platform.Local.Forge.Http;

namespace Platform.Local.Forge.Faults;

/// <summary>What GitHub says when it fails.</summary>
internal static class FaultAnswers
{
    private const string Slower = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

    private const string Page = """
        <!DOCTYPE html>
        <html><head><title>Unicorn! &middot; GitHub</title></head>
        <body><p><strong>We had issues producing the response to your request.</strong></p></body></html>
        """;

    /// <summary>The answer that replaces the real one before anything happened; null when the fault works otherwise.</summary>
    public static Answer? Instead(this FaultRule rule, string route, DateTimeOffset now) =>
        rule.Fault switch
        {
            FaultKind.NotFound => Answer.NotFound,
            FaultKind.EmptyRepository => Answer.EmptyRepository,
            FaultKind.Conflict => Answer.Error(409, "Conflict"),
            FaultKind.ObjectMissing => Answer.Invalid(Missing(route)),
            FaultKind.SecondaryLimit => Limited(rule, rule.Status ?? 403),
            FaultKind.TooManyRequests => Limited(rule, rule.Status ?? 429),
            FaultKind.RateLimited => UsedUp(rule, now),
            FaultKind.ServerError => Answer.Error(rule.Status ?? 502, "Server Error"),
            FaultKind.ErrorPage => new Answer(rule.Status ?? 502)
            {
                Raw = ("text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page)),
            },
            _ => null,
        };

    /// <summary>The answer that replaces the real one although everything happened.</summary>
    public static Answer InsteadAfterwards(this FaultRule rule, Answer real) =>
        rule.Fault == FaultKind.ServerErrorAfter ? Answer.Error(rule.Status ?? 502, "Server Error") : real;

    private static string Missing(string route) =>
        route.EndsWith("/git/trees", StringComparison.Ordinal) ? "base_tree is not a valid tree oid"
        : route.EndsWith("/git/commits", StringComparison.Ordinal) ? "Tree SHA does not exist"
        : "Object does not exist";

    private static Answer Limited(FaultRule rule, int status) =>
        Answer.Error(status, Slower) with
        {
            Headers = rule.RetryAfterSeconds is { } seconds
                ? new Dictionary<string, string> { ["Retry-After"] = Text(seconds) }
                : [],
        };

    private static Answer UsedUp(FaultRule rule, DateTimeOffset now) =>
        Answer.Error(rule.Status ?? 403, "API rate limit exceeded for installation ID 1.") with
        {
            Headers = new Dictionary<string, string>
            {
                ["X-RateLimit-Remaining"] = "0",
                ["X-RateLimit-Used"] = Text(RateWindow.Limit),
                ["X-RateLimit-Reset"] = Text(now.AddSeconds(rule.RetryAfterSeconds ?? 0).ToUnixTimeSeconds()),
            },
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
