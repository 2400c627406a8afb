using System.Globalization;
using System.Numerics;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Methods;

/// <summary>The methods of a number that templates may call.</summary>
internal static class NumberMethods
{
    public static object? Find(double number, string name, RenderBudget budget)
    {
        Func<Arguments, object?>? body = name switch
        {
            "toFixed" => arguments => ToFixed(number, Digits(arguments, 0, 100, budget)),
            "toExponential" => arguments => ToExponential(number, arguments.Has(0) ? Digits(arguments, 0, 100, budget) : null),
            "toPrecision" =>
                arguments => arguments.Has(0) ? ToPrecision(number, Digits(arguments, 1, 100, budget)) : JsNumber.ToText(number),
            "toString" => arguments => ToText(number, arguments.Has(0) ? JsConvert.ToInteger(arguments[0], budget) : 10),
            _ => null,
        };
        return body is null ? Undefined.Value : new JsCallable(name, body, least: 0, most: 1);
    }

    private static int Digits(Arguments arguments, int least, int most, RenderBudget budget)
    {
        var digits = JsConvert.ToInteger(arguments[0], budget);
        return digits >= least
            && digits <= most ? digits : throw new TemplatingException($"A number of digits is between {least} and {most}.");
    }

    private static string ToFixed(double number, int digits)
    {
        if (!double.IsFinite(number) || Math.Abs(number) >= 1e21)
        {
            return JsNumber.ToText(number);
        }

        var scaled = Scaled(Math.Abs(number), digits).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        var text = digits == 0 ? scaled : $"{scaled[..^digits]}.{scaled[^digits..]}";
        return number < 0 ? "-" + text : text;
    }

    private static string ToExponential(double number, int? digits)
    {
        if (!double.IsFinite(number))
        {
            return JsNumber.ToText(number);
        }

        var shortest = JsNumber.ToText(Math.Abs(number)).Split('e')[0].Replace(
            ".",
            string.Empty,
            StringComparison.Ordinal).Trim('0').Length;
        var (text, exponent) = Significant(Math.Abs(number), digits + 1 ?? Math.Max(1, shortest));
        return Sign(number) + Exponent(text, exponent);
    }

    private static string ToPrecision(double number, int digits)
    {
        if (!double.IsFinite(number))
        {
            return JsNumber.ToText(number);
        }

        var (text, exponent) = Significant(Math.Abs(number), digits);
        return Sign(number) + (exponent < -6 || exponent >= digits ? Exponent(text, exponent)
            : exponent < 0 ? $"0.{new string('0', -exponent - 1)}{text}"
            : exponent == digits - 1 ? text
            : $"{text[..(exponent + 1)]}.{text[(exponent + 1)..]}");
    }

    private static string Sign(double number) => number < 0 ? "-" : string.Empty;

    private static string Exponent(string digits, int exponent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{digits[0]}{(digits.Length > 1 ? "." : string.Empty)}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");

    /// <summary>So many significant digits, and the power of ten of the first one.</summary>
    private static (string Digits, int Exponent) Significant(double number, int count)
    {
        if (number == 0)
        {
            return (new string('0', count), 0);
        }

        var exponent = (int)Math.Floor(Math.Log10(number));
        // The logarithm may be off by one next to a power of ten, and rounding may reach the next one.
        for (var guess = exponent - 1; ; guess++)
        {
            var digits = Scaled(number, count - 1 - guess).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == count)
            {
                return (digits, guess);
            }
        }
    }

    /// <summary>A number times a power of ten, rounded half up, exactly.</summary>
    private static BigInteger Scaled(double number, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var stored = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (stored == 0 ? 0 : 0x10000000000000);
        var exponent = (stored == 0 ? 1 : stored) - 1075;
        var numerator = mantissa * BigInteger.Pow(10, Math.Max(0, power)) * BigInteger.Pow(2, Math.Max(0, exponent));
        var denominator = BigInteger.Pow(10, Math.Max(0, -power)) * BigInteger.Pow(2, Math.Max(0, -exponent));
        return ((2 * numerator) + denominator) / (2 * denominator);
    }

    private static string ToText(double number, int radix)
    {
        if (radix == 10 || !double.IsFinite(number))
        {
            return JsNumber.ToText(number);
        }

        if (radix is < 2 or > 36 || number != Math.Truncate(number) || Math.Abs(number) > 9_007_199_254_740_991)
        {
            throw new TemplatingException("'toString' with a radix is for whole numbers, and a radix of 2 to 36.");
        }

        var digits = string.Empty;
        for (var rest = (long)Math.Abs(number); rest > 0 || digits.Length == 0; rest /= radix)
        {
            digits = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)] + digits;
        }

        return number < 0 ? "-" + digits : digits;
    }
}
