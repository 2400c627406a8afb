using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>The formats that forms use, checked lightly; an unknown format is no restriction.</summary>
internal static partial class Formats
{
    public static bool Fits(string format, string text) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => Time().IsMatch(text),
        "date-time" =>
            text.Length > 11 && text[10] is 'T' or 't' or ' ' && Fits("date", text[..10]) && Time().IsMatch(text[11..]),
        "duration" => Duration().IsMatch(text) && !text.EndsWith('T') && text.Length > 1 && text != "P",
        "email" or "idn-email" => Mail().IsMatch(text),
        "hostname" => text.Length <= 253 && Host().IsMatch(text),
        "ipv4" =>
            IPAddress.TryParse(text, out var four)
                && four.AddressFamily == AddressFamily.InterNetwork
                && text.Count(c => c == '.') == 3,
        "ipv6" =>
            !text.Contains('%', StringComparison.Ordinal)
                && IPAddress.TryParse(text, out var six)
                && six.AddressFamily == AddressFamily.InterNetworkV6,
        "uri" or "iri" =>
            Scheme().IsMatch(text) && !text.Any(c => c <= ' ' || "<>\"{}|\\^`".Contains(c, StringComparison.Ordinal)),
        "uri-reference" or "iri-reference" => !text.Any(c => c <= ' ' || "<>\"{}|\\^`".Contains(c, StringComparison.Ordinal)),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "regex" => IsRegex(text),
        _ => true,
    };

    private static bool IsRegex(string text) => new SchemaPatterns().Get(text) is not null;

    [GeneratedRegex(
        @"\A(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[zZ]|[+-](?:[01]\d|2[0-3]):?[0-5]\d)\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    [GeneratedRegex(@"\AP(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Duration();

    [GeneratedRegex(
        @"\A[^\s@.]+(?:\.[^\s@.]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    [GeneratedRegex(
        @"\A[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\.?\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:.", RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();
}
