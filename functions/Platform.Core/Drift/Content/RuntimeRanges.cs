using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Drift.Content;

/// <summary>The newest cycle that a range allows; null when it is open upwards or not understood.</summary>
internal static partial class RuntimeRanges
{
    public static string? Node(string? range)
    {
        var newest = (range ?? string.Empty).Split("||", StringSplitOptions.TrimEntries).Select(NodeAlternative).ToList();
        return newest.Contains(null) ? null : newest.Max()?.ToString(CultureInfo.InvariantCulture);
    }

    public static string? Python(string range)
    {
        int? newest = null;
        foreach (var part in range.Split(',', StringSplitOptions.TrimEntries))
        {
            var match = PythonPart().Match(part);
            if (!match.Success)
            {
                continue;
            }

            var minor = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            var most = match.Groups[1].Value switch
            {
                "==" or "<=" or "===" => minor,
                "~=" when match.Groups[3].Success => minor,
                "<" => match.Groups[3].Success && match.Groups[3].Value != ".0" ? minor : minor - 1,
                _ => (int?)null,
            };
            newest = most is null ? newest : Math.Min(newest ?? int.MaxValue, most.Value);
        }

        return newest is null or < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"3.{newest}");
    }

    private static int? NodeAlternative(string range)
    {
        var upper = NodeBelow().Match(range);
        if (upper.Success)
        {
            var major = int.Parse(upper.Groups[2].Value, CultureInfo.InvariantCulture);
            return upper.Groups[1].Value == "<" && IsZero(upper.Groups[3].Value) ? major - 1 : major;
        }

        var hyphen = NodeHyphen().Match(range);
        var one = hyphen.Success ? hyphen : NodeExact().Match(range);
        return one.Success ? int.Parse(one.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    private static bool IsZero(string rest) => rest.All(one => one is '.' or '0' or 'x' or '*' or '-');

    [GeneratedRegex(@"(<=?)\s*v?(\d{1,4})([.\dx*-]*)")]
    private static partial Regex NodeBelow();

    [GeneratedRegex(@"\A[^<>]*\s-\s+v?(\d{1,4})")]
    private static partial Regex NodeHyphen();

    [GeneratedRegex(@"\A[=^~v]*\s*(\d{1,4})(?:\.[\dx*.]+)?\z")]
    private static partial Regex NodeExact();

    [GeneratedRegex(@"\A([=<>~!]{1,3})\s*3\.(\d{1,3})(\.[\d*]+)?")]
    private static partial Regex PythonPart();
}
