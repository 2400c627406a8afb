using System.Globalization;
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
            "toPrecision" => arguments => arguments.Has(0) ? ToPrecision(number, Digits(arguments, 1, 100, budget)) : JsNumber.ToText(number),
            "toString" => arguments => ToText(number, arguments.Has(0) ? JsConvert.ToInteger(arguments[0], budget) : 10),
            _ => null,
        };
        return body is null ? Undefined.Value : new JsCallable(name, body);
    }

    private static int Digits(Arguments arguments, int least, int most, RenderBudget budget)
    {
        var digits = JsConvert.ToInteger(arguments[0], budget);
        return digits >= least && digits <= most ? digits : throw new EvaluationException($"A number of digits is between {least} and {most}.");
    }

    private static string ToFixed(double number, int digits) => !double.IsFinite(number) || Math.Abs(number) >= 1e21
        ? JsNumber.ToText(number)
        : WithoutMinusZero(number, number.ToString($"F{digits}", CultureInfo.InvariantCulture));

    /// <summary>JavaScript keeps the sign of -0.001 in "-0.00", but not that of -0.</summary>
    private static string WithoutMinusZero(double number, string text) => number == 0 ? text.TrimStart('-') : text;

    private static string ToExponential(double number, int? digits)
    {
        if (!double.IsFinite(number))
        {
            return JsNumber.ToText(number);
        }

        var shortest = Math.Max(0, JsNumber.ToText(Math.Abs(number)).Split('e')[0].Replace(".", string.Empty, StringComparison.Ordinal).Trim('0').Length - 1);
        return Exponent(number.ToString($"E{digits ?? shortest}", CultureInfo.InvariantCulture));
    }

    private static string ToPrecision(double number, int digits)
    {
        if (!double.IsFinite(number))
        {
            return JsNumber.ToText(number);
        }

        var scientific = number.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -6 || exponent >= digits)
        {
            return Exponent(scientific);
        }

        var rounded = decimal.TryParse(scientific, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact);
        return rounded ? exact.ToString($"F{Math.Max(0, digits - 1 - exponent)}", CultureInfo.InvariantCulture)
            : number.ToString($"F{Math.Max(0, digits - 1 - exponent)}", CultureInfo.InvariantCulture);
    }

    private static string Exponent(string scientific)
    {
        var parts = scientific.Split('E');
        return $"{parts[0]}e{parts[1][0]}{parts[1][1..].TrimStart('0').PadLeft(1, '0')}";
    }

    private static string ToText(double number, int radix)
    {
        if (radix == 10 || !double.IsFinite(number))
        {
            return JsNumber.ToText(number);
        }

        if (radix is < 2 or > 36 || number != Math.Truncate(number) || Math.Abs(number) > 9_007_199_254_740_991)
        {
            throw new EvaluationException("'toString' with a radix is for whole numbers, and a radix of 2 to 36.");
        }

        var digits = string.Empty;
        for (var rest = (long)Math.Abs(number); rest > 0 || digits.Length == 0; rest /= radix)
        {
            digits = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)] + digits;
        }

        return number < 0 ? "-" + digits : digits;
    }
}
