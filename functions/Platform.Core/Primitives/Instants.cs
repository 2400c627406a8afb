using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Primitives;

/// <summary>
/// Instants as messages carry them: RFC 3339, always with an offset, so that none depends on a machine's time zone.
/// </summary>
public static partial class Instants
{
    public const string Requirements = "a time with its offset, like 2030-01-31T08:00:00Z";

    public static bool TryParse([NotNullWhen(true)] string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is not null && Shape().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex Shape();
}
