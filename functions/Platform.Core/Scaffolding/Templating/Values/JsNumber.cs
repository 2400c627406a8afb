using System.Globalization;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>Numbers as JavaScript writes and reads them.</summary>
internal static class JsNumber
{
    /// <summary>Below it a whole number is its digits.</summary>
    private const double MostExact = 9_007_199_254_740_992;

    public static string ToText(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == Math.Truncate(value) && Math.Abs(value) < MostExact)
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        var (digits, exponent) = Decompose(Math.Abs(value));
        return (value < 0 ? "-" : string.Empty) + Layout(digits, exponent);
    }

    /// <summary>
    /// JavaScript's <c>Number(text)</c>: blanks around are ignored, an empty text is 0, anything else odd is NaN.
    /// </summary>
    public static double Parse(string text)
    {
        var trimmed = JsText.Trim(text);
        if (trimmed.Length == 0)
        {
            return 0;
        }

        if (trimmed.Length > 2 && trimmed[0] == '0' && "xXoObB".Contains(trimmed[1], StringComparison.Ordinal))
        {
            return ParseRadix(trimmed[2..], char.ToLowerInvariant(trimmed[1]) switch { 'x' => 16, 'o' => 8, _ => 2 });
        }

        return trimmed switch
        {
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ when trimmed.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E')
                && double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
            _ => double.NaN,
        };
    }

    /// <summary>The longest number at the start, as <c>parseFloat</c> reads it.</summary>
    public static double ParsePrefix(string text)
    {
        var trimmed = JsText.Trim(text);
        foreach (var (word, value) in new[] { ("Infinity", double.PositiveInfinity), ("-Infinity", double.NegativeInfinity) })
        {
            if (trimmed.StartsWith(word, StringComparison.Ordinal))
            {
                return value;
            }
        }

        var end = PrefixLength(trimmed);
        return end > 0 ? double.Parse(trimmed.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture) : double.NaN;
    }

    /// <summary>The longest whole number at the start, as <c>parseInt</c> reads it.</summary>
    public static double ParseInteger(string text, int radix)
    {
        var trimmed = JsText.Trim(text);
        var negative = trimmed.StartsWith('-');
        var digits = trimmed.TrimStart('+', '-');
        if (radix is 0 or 16 && digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            (digits, radix) = (digits[2..], 16);
        }

        radix = radix == 0 ? 10 : radix;
        var length = digits.TakeWhile(c => Digit(c) < radix).Count();
        var value = length == 0 || radix is < 2 or > 36 ? double.NaN
            : radix == 10 ? double.Parse(digits.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture)
            : ParseRadix(digits[..length], radix);
        return negative ? -value : value;
    }

    private static double ParseRadix(string digits, int radix) =>
        digits.Length > 0
            && digits.All(c => Digit(c) < radix) ? digits.Aggregate(0d, (sum, c) => (sum * radix) + Digit(c)) : double.NaN;

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => int.MaxValue,
    };

    private static int PrefixLength(string text)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var whole = Digits(text, at);
        at += whole;
        var fraction = at < text.Length && text[at] == '.' ? Digits(text, at + 1) : 0;
        if (whole + fraction == 0)
        {
            return 0;
        }

        at += at < text.Length && text[at] == '.' ? 1 + fraction : 0;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            var power = Digits(text, at + 1 + sign);
            at += power > 0 ? 1 + sign + power : 0;
        }

        return at;
    }

    private static int Digits(string text, int from) =>
        from > text.Length ? 0 : text.AsSpan(from).IndexOfAnyExceptInRange('0', '9') switch
        {
            < 0 => text.Length - from,
            var length => length,
        };

    /// <summary>The shortest digits that read back as the value, and the power of ten of the first one.</summary>
    private static (string Digits, int Exponent) Decompose(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var power = shortest.Length > 1 ? int.Parse(shortest[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var point = shortest[0].IndexOf('.', StringComparison.Ordinal);
        var digits = shortest[0].Replace(".", string.Empty, StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        var exponent = power + (point < 0 ? digits.Length : point) - 1 - (digits.Length - significant.Length);
        return (significant.TrimEnd('0'), exponent);
    }

    private static string Layout(string digits, int exponent)
    {
        if (exponent is >= 21 or < -6)
        {
            var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
            return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
        }

        return exponent < 0 ? $"0.{new string('0', -exponent - 1)}{digits}"
            : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0')
            : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
