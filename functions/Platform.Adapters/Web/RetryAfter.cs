namespace Platform.Adapters.Web;

/// <summary>The header of that name, in both of its forms.</summary>
internal static class RetryAfter
{
    /// <returns>How long to wait from now; zero for a moment that has passed, null without the header.</returns>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
