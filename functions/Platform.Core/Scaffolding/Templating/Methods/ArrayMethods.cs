using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Methods;

/// <summary>The methods of an array that templates may call. Changes stay within one rendering.</summary>
internal static class ArrayMethods
{
    public static object? Find(JsArray array, string name, bool cookiecutter, RenderBudget budget)
    {
        var body = name switch
        {
            "at" => arguments => At(array.Items, JsConvert.ToInteger(arguments[0], budget)),
            "concat" => arguments => Concat(array, arguments, budget),
            "flat" => arguments => new JsArray(Flat(array, JsConvert.ToInteger(arguments[0], budget, 1), budget)),
            "includes" => arguments => array.Items.FindIndex(
                Relative(arguments[1], 0, array, budget), item => SameValue(item, arguments[0])) >= 0,
            "indexOf" => arguments => (double)IndexOf(array.Items, arguments[0], Relative(arguments[1], 0, array, budget)),
            "lastIndexOf" => arguments => LastIndexOf(array.Items, arguments, budget),
            "join" =>
                arguments => JsConvert.Join(array.Items, arguments.Has(0) ? JsConvert.ToText(arguments[0], budget) : ",", budget),
            "slice" => arguments => Slice(array, arguments, budget),
            _ => ArrayMutations.Find(array, name, cookiecutter, budget) ?? (cookiecutter ? ForPython(array, name, budget) : null),
        };
        if (body is null)
        {
            return Undefined.Value;
        }

        var (least, most) = Arity(name, cookiecutter);
        return new JsCallable(
            name,
            arguments =>
            {
                JsConvert.RefuseCallable(array);
                budget.Step(array.Items.Count + 1);
                return body(arguments);
            },
            least,
            most);
    }

    private static (int Least, int Most) Arity(string name, bool cookiecutter) => name switch
    {
        "at" or "count" or "index" or "find" or "remove" or "append" => (1, 1),
        "insert" => (2, 2),
        "includes" or "indexOf" or "lastIndexOf" => (1, 2),
        "copyWithin" or "fill" => (1, 3),
        "flat" or "join" => (0, 1),
        "slice" => (0, 2),
        "pop" => (0, cookiecutter ? 1 : 0),
        "shift" or "sort" or "reverse" => (0, 0),
        _ => (0, int.MaxValue),
    };

    private static double LastIndexOf(List<object?> items, Arguments arguments, RenderBudget budget)
    {
        var from = arguments.Has(1) ? JsConvert.ToInteger(arguments[1], budget) : items.Count - 1;
        from = Math.Min(from < 0 ? from + items.Count : from, items.Count - 1);
        return from < 0 ? -1 : items.FindLastIndex(from, item => JsOperators.StrictEquals(item, arguments[0]));
    }

    public static int Relative(object? value, int missing, JsArray array, RenderBudget budget)
    {
        var at = JsConvert.ToInteger(value, budget, missing);
        return at < 0 ? Math.Max(0, at + array.Items.Count) : Math.Min(at, array.Items.Count);
    }

    private static Func<Arguments, object?>? ForPython(JsArray array, string name, RenderBudget budget) => name switch
    {
        "append" => arguments => ArrayMutations.Insert(array, array.Items.Count, arguments, budget),
        "count" => arguments => (double)array.Items.Count(item => JsOperators.StrictEquals(item, arguments[0])),
        "find" or "index" => arguments => (double)IndexOf(array.Items, arguments[0], 0),
        "insert" => arguments =>
        {
            ArrayMutations.Insert(array, Relative(arguments[0], 0, array, budget), new Arguments([arguments[1]]), budget);
            return new JsArray([]);
        }
        ,
        "remove" => arguments => Remove(array, arguments[0]),
        _ => null,
    };

    private static JsArray Remove(JsArray array, object? item)
    {
        var at = IndexOf(array.Items, item, 0);
        var removed = at < 0 ? [] : array.Items.GetRange(at, 1);
        array.Items.RemoveRange(Math.Max(0, at), removed.Count);
        return new JsArray(removed);
    }

    private static object? At(List<object?> items, int at)
    {
        at += at < 0 ? items.Count : 0;
        return at >= 0 && at < items.Count ? items[at] : Undefined.Value;
    }

    private static int IndexOf(List<object?> items, object? sought, int from) =>
        items.FindIndex(Math.Min(from, items.Count), item => JsOperators.StrictEquals(item, sought));

    private static bool SameValue(object? left, object? right) =>
        JsOperators.StrictEquals(left, right) || (left is double.NaN && right is double.NaN);

    private static JsArray Concat(JsArray array, Arguments arguments, RenderBudget budget)
    {
        var items = array.Items.ToList();
        foreach (var argument in arguments.Positional)
        {
            items.AddRange(argument is JsArray more ? more.Items : [argument]);
            budget.Step(items.Count);
        }

        return new JsArray(items);
    }

    private static List<object?> Flat(JsArray array, int depth, RenderBudget budget)
    {
        budget.Enter();
        var items = new List<object?>();
        foreach (var item in array.Items)
        {
            budget.Step();
            items.AddRange(item is JsArray inner && depth > 0 ? Flat(inner, depth - 1, budget) : [item]);
        }

        budget.Leave();
        return items;
    }

    private static JsArray Slice(JsArray array, Arguments arguments, RenderBudget budget)
    {
        var from = Relative(arguments[0], 0, array, budget);
        var to = Relative(arguments[1], array.Items.Count, array, budget);
        return new JsArray(array.Items.Take(to).Skip(from));
    }
}
