using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Nunjucks' global functions: <c>range</c>, <c>cycler</c> and <c>joiner</c>.</summary>
internal static class GlobalFunctions
{
    public static IReadOnlyDictionary<string, object?> Create(RenderBudget budget) =>
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["range"] = new JsCallable("range", arguments => Range(arguments, budget)),
            ["cycler"] = new JsCallable("cycler", Cycler),
            ["joiner"] = new JsCallable("joiner", arguments => Joiner(arguments)),
        };

    private static JsArray Range(Arguments arguments, RenderBudget budget)
    {
        var first = JsConvert.ToNumber(arguments[0], budget);
        var (start, stop) = arguments.Has(1) ? (first, JsConvert.ToNumber(arguments[1], budget)) : (0, first);
        var step = arguments.Has(2) && JsConvert.ToBoolean(arguments[2]) ? JsConvert.ToNumber(arguments[2], budget) : 1;
        var items = new List<object?>();
        for (var i = start; step > 0 ? i < stop : i > stop; i += step)
        {
            budget.Step();
            items.Add(i);
        }

        return new JsArray(items);
    }

    private static JsCallable Cycler(Arguments arguments)
    {
        var index = -1;
        object? Current() => index < 0 ? null : arguments[index];
        object? Next(Arguments ignored)
        {
            index = index + 1 >= arguments.Count ? 0 : index + 1;
            return Current();
        }

        object? Reset(Arguments ignored)
        {
            index = -1;
            return Undefined.Value;
        }

        return new JsCallable("cycler", _ => throw new EvaluationException("A cycler is used by its 'next()'."))
        {
            Members = name => name switch
            {
                "next" => new JsCallable("next", Next),
                "reset" => new JsCallable("reset", Reset),
                "current" => Current(),
                _ => Undefined.Value,
            },
        };
    }

    private static JsCallable Joiner(Arguments arguments)
    {
        var separator = JsConvert.ToBoolean(arguments[0]) ? arguments[0] : ",";
        var first = true;
        return new JsCallable("joiner", _ =>
        {
            var value = first ? string.Empty : separator;
            first = false;
            return value;
        });
    }
}
