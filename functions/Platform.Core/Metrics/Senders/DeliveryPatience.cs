namespace Platform.Core.Metrics.Senders;

/// <summary>
/// How long an incomplete delivery waits for its next translation: soon at first, because most failures pass, and in all some
/// five days, longer than any outage of a sender's API; a backfill can tell what is missing then.
/// </summary>
internal static class DeliveryPatience
{
    private static readonly int[] Minutes = [1, 2, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60, 48 * 60];

    /// <returns>Null when it has waited long enough.</returns>
    public static TimeSpan? After(int attempt) =>
        attempt < Minutes.Length ? TimeSpan.FromMinutes(Minutes[attempt]) : null;
}
