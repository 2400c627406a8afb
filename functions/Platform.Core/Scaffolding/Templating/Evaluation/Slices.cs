using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>
/// Python's slices, <c>[start:stop:step]</c>, with the arithmetic that Nunjucks gives them: bounds are whatever they are, and
/// are compared and added as JavaScript does it. The result is always an array, also of a text's characters.
/// </summary>
internal static class Slices
{
    public static JsArray Take(object? input, object? start, object? stop, object? step, RenderBudget budget)
    {
        var target = JsConvert.ToBoolean(input) ? input : new JsArray([]);
        var length = JsMembers.Own(target, "length");
        var by = JsConvert.ToNumber(step, budget);
        if (!double.IsFinite(by) || by == 0)
        {
            throw new TemplatingException("A slice's step is a number, and not 0.");
        }

        int? Order(object? left, object? right) => JsOperators.Compare(left, right, budget);
        var backwards = Order(step, 0d) < 0;
        start ??= backwards ? JsConvert.ToNumber(length, budget) - 1 : 0d;
        stop = stop is null ? (backwards ? -1d : length) : Order(stop, 0d) < 0 ? JsOperators.Add(stop, length, budget) : stop;
        start = Order(start, 0d) < 0 ? JsOperators.Add(start, length, budget) : start;
        var items = new List<object?>();
        for (var i = start; !(Order(i, 0d) < 0 || Order(i, length) > 0); i = JsOperators.Add(i, step, budget))
        {
            if (backwards ? Order(i, stop) <= 0 : Order(i, stop) >= 0)
            {
                break;
            }

            budget.Step();
            items.Add(JsMembers.Own(target, JsConvert.ToText(i, budget)));
        }

        return new JsArray(items);
    }
}
