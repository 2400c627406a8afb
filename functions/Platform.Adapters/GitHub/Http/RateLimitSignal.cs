using System.Globalization;
using System.Net;
using Platform.Adapters.Web;

namespace Platform.Adapters.GitHub.Http;

/// <summary>GitHub's three ways to say "slower", in the order in which its documentation wants them read.</summary>
internal sealed record RateLimitSignal(TimeSpan Delay, string Reason)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="strikes">How many limits came in a row before; without a hint from GitHub the wait doubles with each.</param>
    public static async Task<RateLimitSignal?> ReadAsync(
        HttpResponseMessage response, int strikes, LimitWaits waits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
        {
            return null;
        }

        if (RetryAfter.Of(response, now) is { } asked)
        {
            var hint = waits.AtLeast(asked);
            return new(hint, $"GitHub asks to wait {hint.TotalSeconds:0.#} s before the next call");
        }

        if (Header(response, "x-ratelimit-remaining") == "0"
            && long.TryParse(Header(response, "x-ratelimit-reset"), CultureInfo.InvariantCulture, out var reset))
        {
            return new(waits.AtLeast(DateTimeOffset.FromUnixTimeSeconds(reset) - now), "the hourly quota of calls is used up");
        }

        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode == HttpStatusCode.Forbidden && !body.Contains("rate limit", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var delay = waits.AtLeast(waits.WithoutHint * Math.Pow(2, Math.Min(strikes, 8)));
        return new(delay < Longest ? delay : Longest, "GitHub's limit on the rate of calls was hit");
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

/// <param name="Smallest">No wait is shorter: two clocks never agree.</param>
/// <param name="WithoutHint">What to wait when GitHub names no time.</param>
internal sealed record LimitWaits(TimeSpan Smallest, TimeSpan WithoutHint)
{
    public TimeSpan AtLeast(TimeSpan delay) => delay > Smallest ? delay : Smallest;
}
