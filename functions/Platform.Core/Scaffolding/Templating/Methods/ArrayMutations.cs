using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Methods;

/// <summary>The methods that change an array.</summary>
internal static class ArrayMutations
{
    /// <summary>As many items as nunjitsu lets an array have.</summary>
    private const int MostItems = 100_000;

    public static Func<Arguments, object?>? Find(JsArray array, string name, bool cookiecutter, RenderBudget budget) =>
        name switch
        {
            "push" => arguments => Insert(array, array.Items.Count, arguments, budget),
            "unshift" => arguments => Insert(array, 0, arguments, budget),
            "pop" => arguments => cookiecutter && arguments.Has(0)
                ? TakeAt(array, FromEnd(JsConvert.ToInteger(arguments[0], budget), array))
                : TakeAt(array, array.Items.Count - 1),
            "shift" => _ => TakeAt(array, 0),
            "reverse" => _ =>
            {
                array.Items.Reverse();
                return array;
            }
            ,
            "sort" => _ => Sort(array, budget),
            "splice" => arguments => Splice(array, arguments, budget),
            "fill" => arguments => Fill(array, arguments, budget),
            "copyWithin" => arguments => CopyWithin(array, arguments, budget),
            _ => null,
        };

    public static double Insert(JsArray array, int at, Arguments arguments, RenderBudget budget)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            RefuseCycle(array, arguments[i], budget);
        }

        array.Items.InsertRange(at, arguments.Positional);
        return array.Items.Count > MostItems
            ? throw RenderBudget.Over($"An array has more than {MostItems} items.")
            : array.Items.Count;
    }

    /// <summary>An array that contains itself can be printed by nobody.</summary>
    private static void RefuseCycle(JsArray array, object? value, RenderBudget budget)
    {
        budget.Step();
        budget.Enter();
        if (ReferenceEquals(array, value))
        {
            throw RenderBudget.Over("An array can't contain itself.");
        }

        foreach (var inner in value switch
        {
            JsArray items => items.Items,
            JsRecord record => record.Keys.Select(key => record[key]),
            _ => [],
        })
        {
            RefuseCycle(array, inner, budget);
        }

        budget.Leave();
    }

    private static int FromEnd(int at, JsArray array) => at < 0 ? at + array.Items.Count : at;

    private static object? TakeAt(JsArray array, int at)
    {
        if (at < 0 || at >= array.Items.Count)
        {
            return Undefined.Value;
        }

        var taken = array.Items[at];
        array.Items.RemoveAt(at);
        return taken;
    }

    /// <summary>By text, undefined last.</summary>
    private static JsArray Sort(JsArray array, RenderBudget budget)
    {
        var sorted = JsSort.Sorted(
            array.Items,
            (left, right) => string.CompareOrdinal(JsConvert.ToText(left, budget), JsConvert.ToText(right, budget)),
            budget);
        array.Items.Clear();
        array.Items.AddRange(sorted);
        return array;
    }

    private static JsArray Splice(JsArray array, Arguments arguments, RenderBudget budget)
    {
        var start = ArrayMethods.Relative(arguments[0], 0, array, budget);
        var most = array.Items.Count - start;
        var count = !arguments.Has(0) ? 0
            : arguments.Has(1) ? Math.Clamp(JsConvert.ToInteger(arguments[1], budget), 0, most)
            : most;
        var removed = array.Items.GetRange(start, count);
        array.Items.RemoveRange(start, count);
        if (arguments.Has(0) && arguments.Has(1))
        {
            Insert(array, start, new Arguments([.. arguments.Positional.Skip(2)]), budget);
        }

        return new JsArray(removed);
    }

    private static JsArray Fill(JsArray array, Arguments arguments, RenderBudget budget)
    {
        var end = ArrayMethods.Relative(arguments[2], array.Items.Count, array, budget);
        RefuseCycle(array, arguments[0], budget);
        for (var i = ArrayMethods.Relative(arguments[1], 0, array, budget); i < end; i++)
        {
            array.Items[i] = arguments[0];
        }

        return array;
    }

    private static JsArray CopyWithin(JsArray array, Arguments arguments, RenderBudget budget)
    {
        var target = ArrayMethods.Relative(arguments[0], 0, array, budget);
        var start = ArrayMethods.Relative(arguments[1], 0, array, budget);
        var end = ArrayMethods.Relative(arguments[2], array.Items.Count, array, budget);
        var copied = array.Items.Take(end).Skip(start).ToList();
        for (var i = 0; i < copied.Count && target + i < array.Items.Count; i++)
        {
            array.Items[target + i] = copied[i];
        }

        return array;
    }
}
