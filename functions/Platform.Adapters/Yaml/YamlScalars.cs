using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Platform.Adapters.Yaml;

/// <summary>The core schema of YAML 1.2: which plain scalars are null, booleans or numbers. Everything else is text.</summary>
internal static partial class YamlScalars
{
    private const string Core = "tag:yaml.org,2002:";
    private const long MaxSafeInteger = 9_007_199_254_740_991;

    /// <summary>Null, bool, long (exact in JavaScript), double, or string.</summary>
    public static object? Resolve(Scalar scalar)
    {
        var tag = scalar.Tag.IsEmpty ? null : scalar.Tag.Value;
        return tag switch
        {
            null or "?" => scalar.Style == ScalarStyle.Plain ? Plain(scalar.Value) : scalar.Value,
            Core + "null" when Plain(scalar.Value) is null => null,
            Core + "bool" when Plain(scalar.Value) is bool value => value,
            Core + "int" when Plain(scalar.Value) is { } value and (long or double) && !FloatPattern().IsMatch(scalar.Value) =>
                value,
            Core + "float" when Plain(scalar.Value) is { } value and (long or double) => value,
            _ => scalar.Value,
        };
    }

    public static JsonValue? ToJson(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create((string)value),
    };

    /// <summary>Keys become texts as JavaScript prints them: <c>1.0</c> is the key "1", an empty key is "".</summary>
    public static string KeyText(Scalar scalar) => Resolve(scalar) switch
    {
        null => string.Empty,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var text => (string)text,
    };

    /// <summary>YAML 1.1's collection, binary and date tags; unknown local tags leave a node as it is written.</summary>
    public static bool IsUnsupportedTag(string tag) =>
        tag is Core + "binary" or Core + "set" or Core + "omap" or Core + "pairs" or Core + "timestamp" or Core + "merge";

    private static object? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        [not (>= '0' and <= '9' or '-' or '+' or '.'), ..] => text,
        _ when IntegerPattern().IsMatch(text) => Integer(text),
        _ when FloatPattern().IsMatch(text) => Float(text),
        _ => text,
    };

    private static object Integer(string text)
    {
        var value = text switch
        {
            ['0', 'x', .. var hex] => BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            ['0', 'o', .. var octal] => octal.Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0')),
            // Longer than any exact number: the nearest double is what JavaScript would hold.
            { Length: > 32 } => new BigInteger(double.Parse(text[..32], CultureInfo.InvariantCulture)) * MaxSafeInteger,
            _ => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        };
        if (BigInteger.Abs(value) <= MaxSafeInteger)
        {
            return (long)value;
        }

        return text.StartsWith("0x", StringComparison.Ordinal) || text.StartsWith("0o", StringComparison.Ordinal)
            ? (double)value
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static double Float(string text) => text.TrimStart('+', '-') switch
    {
        ".inf" or ".Inf" or ".INF" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        ".nan" or ".NaN" or ".NAN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\A(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(
        @"\A(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+|[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)"
        + @"|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex FloatPattern();
}
