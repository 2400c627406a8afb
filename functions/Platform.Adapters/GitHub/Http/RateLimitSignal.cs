using System.Globalization;
using System.Net;

namespace Platform.Adapters.GitHub.Http;

/// <summary>GitHub's three ways to say "slower", in the order in which its documentation wants them read.</summary>
internal sealed record RateLimitSignal(TimeSpan Delay, string Reason)
{
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="strikes">How many limits came in a row before; without a hint from GitHub the wait doubles with each.</param>
    public static async Task<RateLimitSignal?> ReadAsync(
        HttpResponseMessage response, int strikes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
        {
            return null;
        }

        if (RetryAfter(response, now) is { } hint)
        {
            return new(hint, $"GitHub asks to wait {hint.TotalSeconds:0} s before the next call");
        }

        if (Header(response, "x-ratelimit-remaining") == "0"
            && long.TryParse(Header(response, "x-ratelimit-reset"), CultureInfo.InvariantCulture, out var reset))
        {
            return new(AtLeastASecond(DateTimeOffset.FromUnixTimeSeconds(reset) - now), "the hourly quota of calls is used up");
        }

        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode == HttpStatusCode.Forbidden && !body.Contains("rate limit", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var delay = Default * Math.Pow(2, Math.Min(strikes, 8));
        return new(delay < Longest ? delay : Longest, "GitHub's limit on the rate of calls was hit");
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => AtLeastASecond(delta),
        { Date: { } date } => AtLeastASecond(date - now),
        _ => null,
    };

    private static TimeSpan AtLeastASecond(TimeSpan delay) => delay > TimeSpan.FromSeconds(1) ? delay : TimeSpan.FromSeconds(1);

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
