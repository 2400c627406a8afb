using System.Text;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>JavaScript's conversions, without any hook that a value could define.</summary>
internal static class JsConvert
{
    public static readonly object True = true;
    public static readonly object False = false;

    public static object Box(bool value) => value ? True : False;

    /// <summary>What a literal in brackets is as a key.</summary>
    public static string LiteralKey(object? value) => value switch
    {
        string text => text,
        double number => JsNumber.ToText(number),
        bool flag => flag ? "true" : "false",
        _ => "null",
    };

    public static bool HoldsCallable(object? value) =>
        value is JsCallable or JsArray { HoldsCallable: true } or JsRecord { HoldsCallable: true };

    /// <summary>A function is called or handed to a macro; nothing else can be done with it.</summary>
    public static void RefuseCallable(object? value)
    {
        if (HoldsCallable(value))
        {
            throw new TemplatingException(
                $"'{(value as JsCallable)?.Name ?? "A function"}' is a function; only its result is a value.");
        }
    }

    public static bool ToBoolean(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        _ => true,
    };

    public static double ToNumber(object? value, RenderBudget budget) => value switch
    {
        null => 0,
        Undefined => double.NaN,
        bool flag => flag ? 1 : 0,
        double number => number,
        string text => JsNumber.Parse(text),
        _ => JsNumber.Parse(ToText(value, budget)),
    };

    /// <summary>Towards zero; NaN is 0, and what doesn't fit is the nearest that does.</summary>
    public static int ToInteger(object? value, RenderBudget budget, int missing = 0)
    {
        var number = value is Undefined ? missing : ToNumber(value, budget);
        return double.IsNaN(number) ? 0 : (int)Math.Clamp(Math.Truncate(number), int.MinValue, int.MaxValue);
    }

    public static string ToText(object? value, RenderBudget budget)
    {
        switch (value)
        {
            case string text:
                return text;
            case SafeText safe:
                return safe.Text;
            case JsArray array:
                RefuseCallable(array);
                return Join(array.Items, ",", budget);
            case JsRecord or JsCallable:
                RefuseCallable(value);
                return "[object Object]";
            default:
                return value switch
                {
                    null => "null",
                    Undefined => "undefined",
                    bool flag => flag ? "true" : "false",
                    double number => JsNumber.ToText(number),
                    _ => value.ToString()!,
                };
        }
    }

    /// <summary>What <c>${{ }}</c> prints: undefined and null are nothing.</summary>
    public static string ToOutput(object? value, RenderBudget budget) =>
        value is null or Undefined ? string.Empty : ToText(value, budget);

    public static string Join(IReadOnlyList<object?> items, string separator, RenderBudget budget)
    {
        budget.Enter();
        var joined = new StringBuilder();
        for (var i = 0; i < items.Count; i++)
        {
            var text = ToOutput(items[i], budget);
            budget.Text((long)joined.Length + text.Length + separator.Length);
            joined.Append(i > 0 ? separator : string.Empty).Append(text);
        }

        budget.Leave();
        return joined.ToString();
    }

    public static bool IsObject(object? value) => value is JsArray or JsRecord or SafeText or JsPattern or JsCallable;

    public static string TypeOf(object? value) => value switch
    {
        null => "null",
        Undefined => "undefined",
        bool => "a boolean",
        double => "a number",
        string or SafeText => "a text",
        JsArray => "an array",
        JsPattern => "a regular expression",
        JsCallable => "a function",
        _ => "an object",
    };
}
