using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Platform.Core.Primitives;

/// <summary>The hosts of WHATWG URLs.</summary>
internal static class WebHost
{
    private static readonly SearchValues<char> ForbiddenAnywhere = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|");

    private static readonly SearchValues<char> ForbiddenInDomains = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(code => (char)code), .. "#/:<>?@[\\]^|%\x7f"]);

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>Of a scheme that the standard doesn't know: taken as it is written.</summary>
    public static bool IsOpaque(string host) =>
        host.StartsWith('[') ? IsAddress6(host) : host.AsSpan().IndexOfAny(ForbiddenAnywhere) < 0;

    /// <summary>Of http and its like: a domain or an address.</summary>
    public static bool IsDomain(string host)
    {
        if (host.StartsWith('['))
        {
            return IsAddress6(host);
        }

        var domain = host.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(host) : host;
        if (ToAscii(domain) is not { Length: > 0 } ascii || ascii.AsSpan().IndexOfAny(ForbiddenInDomains) >= 0)
        {
            return false;
        }

        var labels = ascii.Split('.');
        var last = labels is [.., var before, ""] ? before : labels[^1];
        return !IsNumber(last) || IsAddress4(labels is [.., ""] ? labels[..^1] : labels);
    }

    private static string? ToAscii(string host)
    {
        var isEncoded = host.Contains("xn--", StringComparison.OrdinalIgnoreCase);
        if (System.Text.Ascii.IsValid(host) && !isEncoded)
        {
            return host;
        }

        // Soft hyphens and their like are not part of a domain.
        var domain = string.Concat(host.Where(c => c is not ('\u00ad' or '\u200b' or '\u2060' or '\ufeff')));
        try
        {
            var plain = isEncoded ? Idn.GetUnicode(domain.ToLowerInvariant()) : domain;
            return plain.Any(char.IsControl) ? null : Idn.GetAscii(plain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsAddress6(string host) =>
        host.EndsWith(']')
        && !host.Contains('%', StringComparison.Ordinal)
        && IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var address)
        && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsNumber(string label) => label.Length > 0 && (label.All(char.IsAsciiDigit) || Hex(label) is not null);

    private static bool IsAddress4(string[] labels)
    {
        var numbers = labels.Select(Number).ToList();
        return numbers.Count <= 4
            && numbers.SkipLast(1).All(number => number <= 255)
            && numbers[^1] < Math.Pow(256, 5 - numbers.Count);
    }

    /// <value>Not a number where it is none, so that every comparison fails.</value>
    private static double Number(string label) => label switch
    {
        "" => double.NaN,
        _ when Hex(label) is { } digits => digits.Aggregate(0.0, (sum, digit) => (sum * 16) + Convert.ToInt32($"{digit}", 16)),
        ['0', .. { Length: > 0 } digits] => digits.All(digit => digit is >= '0' and <= '7')
            ? digits.Aggregate(0.0, (sum, digit) => (sum * 8) + (digit - '0')) : double.NaN,
        _ when label.All(char.IsAsciiDigit) => double.Parse(label, CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    private static string? Hex(string label) =>
        label is ['0', 'x' or 'X', .. var digits] && digits.All(char.IsAsciiHexDigit) ? digits : null;
}
