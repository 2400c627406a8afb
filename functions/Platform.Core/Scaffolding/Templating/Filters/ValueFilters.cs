using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Nunjucks' filters on numbers and on any value.</summary>
internal static class ValueFilters
{
    public static readonly IReadOnlyDictionary<string, FilterBody> All = new Dictionary<string, FilterBody>
    {
        ["abs"] = call => Math.Abs(call.ToNumber(call.Input)),
        ["d"] = Default,
        ["default"] = Default,
        ["dump"] = Dump,
        ["float"] = call => JsNumber.ParsePrefix(call.ToText(call.Input)) is var number && double.IsNaN(number)
            ? call.Arguments[0]
            : number,
        ["int"] = Integer,
        ["round"] = Round,
    };

    private static object? Default(FilterCall call) => JsConvert.ToBoolean(call.Arguments[1])
        ? (JsConvert.ToBoolean(call.Input) ? call.Input : call.Arguments[0])
        : (call.Input is Undefined ? call.Arguments[0] : call.Input);

    private static object? Dump(FilterCall call)
    {
        var indent = call.Arguments[0] switch
        {
            double width => new string(' ', (int)Math.Clamp(width, 0, 10)),
            string text => text.Length > 10 ? text[..10] : text,
            _ => string.Empty,
        };
        return JsJson.Stringify(call.Input, indent, call.Budget) ?? (object)Undefined.Value;
    }

    private static object? Integer(FilterCall call)
    {
        var radix = call.Arguments.Has(1) ? JsConvert.ToInteger(call.Arguments[1], call.Budget) : 10;
        var number = JsNumber.ParseInteger(call.ToText(call.Input), radix);
        return double.IsNaN(number) ? call.Arguments[0] : number;
    }

    private static object? Round(FilterCall call)
    {
        var precision = JsConvert.ToBoolean(call.Arguments[0]) ? JsConvert.ToNumber(call.Arguments[0], call.Budget) : 0;
        var factor = JsPower.Of(10, precision);
        var scaled = call.ToNumber(call.Input) * factor;
        var rounded = call.Arguments[1] switch
        {
            "ceil" => Math.Ceiling(scaled),
            "floor" => Math.Floor(scaled),
            _ => Math.Floor(scaled + 0.5),
        };
        return rounded / factor;
    }
}
