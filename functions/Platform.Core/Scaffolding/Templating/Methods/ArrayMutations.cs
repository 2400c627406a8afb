using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Methods;

/// <summary>The methods that change an array.</summary>
internal static class ArrayMutations
{
    public static Func<Arguments, object?>? Find(JsArray array, string name, RenderBudget budget) => name switch
    {
        "push" => arguments => Insert(array, array.Items.Count, arguments),
        "unshift" => arguments => Insert(array, 0, arguments),
        "pop" => _ => TakeAt(array, array.Items.Count - 1),
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

    private static double Insert(JsArray array, int at, Arguments arguments)
    {
        array.Items.InsertRange(at, arguments.Positional);
        return array.Items.Count;
    }

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
        var sorted = array.Items
            .Select(item => (item, text: item is Undefined ? null : JsConvert.ToText(item, budget)))
            .OrderBy(entry => entry.text is null)
            .ThenBy(entry => entry.text, StringComparer.Ordinal)
            .Select(entry => entry.item)
            .ToList();
        array.Items.Clear();
        array.Items.AddRange(sorted);
        return array;
    }

    private static JsArray Splice(JsArray array, Arguments arguments, RenderBudget budget)
    {
        var start = ArrayMethods.Relative(arguments[0], 0, array, budget);
        var most = array.Items.Count - start;
        var count = arguments.Count switch
        {
            0 => 0,
            1 => most,
            _ => Math.Clamp(JsConvert.ToInteger(arguments[1], budget), 0, most),
        };
        var removed = array.Items.GetRange(start, count);
        array.Items.RemoveRange(start, count);
        array.Items.InsertRange(start, arguments.Positional.Skip(2));
        return new JsArray(removed);
    }

    private static JsArray Fill(JsArray array, Arguments arguments, RenderBudget budget)
    {
        var end = ArrayMethods.Relative(arguments[2], array.Items.Count, array, budget);
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
