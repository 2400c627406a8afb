using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Python's slices, <c>[start:stop:step]</c>. The result is always an array, also of a text's characters.</summary>
internal static class Slices
{
    public static JsArray Take(object? target, object? start, object? stop, object? step, RenderBudget budget)
    {
        var length = target switch
        {
            JsArray array => array.Items.Count,
            string or SafeText => JsConvert.ToText(target, budget).Length,
            _ => 0,
        };
        var by = step is Undefined or null ? 1 : JsConvert.ToInteger(step, budget);
        if (by == 0)
        {
            throw new EvaluationException("A slice's step can't be 0.");
        }

        var from = Bound(start, by < 0 ? length - 1 : 0, length, budget);
        var to = stop is Undefined or null ? (by < 0 ? -1 : length) : Bound(stop, 0, length, budget);
        var items = new List<object?>();
        for (long i = from; by < 0 ? i > to && i >= 0 : i < to && i < length; i += by)
        {
            budget.Step();
            items.Add(JsMembers.Get(target, (double)i, cookiecutter: false, budget));
        }

        return new JsArray(items);
    }

    private static int Bound(object? value, int missing, int length, RenderBudget budget)
    {
        var bound = value is Undefined or null ? missing : JsConvert.ToInteger(value, budget);
        return bound < 0 && value is not (Undefined or null) ? Math.Max(0, bound + length) : Math.Min(bound, length);
    }
}
