using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Nunjucks' global functions: <c>range</c>, <c>cycler</c> and <c>joiner</c>.</summary>
internal static class GlobalFunctions
{
    public static JsCallable? Create(string name, RenderBudget budget) => name switch
    {
        "range" => new JsCallable("range", arguments => Range(arguments, budget), least: 0, most: 3),
        "cycler" => new JsCallable("cycler", Cycler, least: 0, most: int.MaxValue),
        "joiner" => new JsCallable("joiner", Joiner, least: 0, most: 1),
        _ => null,
    };

    /// <summary>From, to and step are compared and added as JavaScript does it, whatever they are.</summary>
    private static JsArray Range(Arguments arguments, RenderBudget budget)
    {
        var (start, stop, step) = arguments.Has(1)
            ? (arguments[0], arguments[1], JsConvert.ToBoolean(arguments[2]) ? arguments[2] : 1d)
            : (0d, arguments[0], 1d);
        var upwards = JsOperators.Compare(step, 0d, budget) > 0;
        var items = new List<object?>();
        for (var i = start; Goes(JsOperators.Compare(i, stop, budget), upwards); i = JsOperators.Add(i, step, budget))
        {
            budget.Step();
            items.Add(i);
        }

        return new JsArray(items);
    }

    private static bool Goes(int? order, bool upwards) => upwards ? order < 0 : order > 0;

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

        return new JsCallable("cycler", _ => throw new TemplatingException("A cycler is used by its 'next()'."))
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
