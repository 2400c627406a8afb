using System.Globalization;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Files;

/// <summary>Times as databases export them.</summary>
internal static class CsvTimes
{
    public const string Requirements =
        "a time with its offset, like 2030-01-31T08:00:00Z or 2030-01-31 08:00:00 UTC; one without, where --time-zone says it";

    private static readonly string[] Local =
        ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm"];

    private static readonly string[] WithOffset = ["yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:sszz"];

    /// <param name="zone">Of times that say none.</param>
    public static DateTimeOffset? Parse(string text, TimeZoneInfo? zone)
    {
        if (Instants.TryParse(text, out var instant))
        {
            return instant.ToUniversalTime();
        }

        var culture = CultureInfo.InvariantCulture;
        var plain = text.EndsWith(" UTC", StringComparison.OrdinalIgnoreCase) ? text[..^4] : text;
        if (DateTimeOffset.TryParseExact(text, WithOffset, culture, DateTimeStyles.None, out var offset))
        {
            return offset.ToUniversalTime();
        }

        zone = plain.Length < text.Length ? TimeZoneInfo.Utc : zone;
        if (zone is null || !DateTime.TryParseExact(plain, Local, culture, DateTimeStyles.None, out var local)
            || zone.IsInvalidTime(local))
        {
            return null;
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
