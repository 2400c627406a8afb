using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>The filters <c>sort</c> and <c>dictsort</c>.</summary>
internal static class Sorting
{
    public static object? Sort(FilterCall call)
    {
        var reversed = JsConvert.ToBoolean(call.Arguments.Named(0, "reverse"));
        var caseSensitive = JsConvert.ToBoolean(call.Arguments.Named(1, "case_sensitive"));
        var attribute = call.Arguments.Named(2, "attribute");
        object? Key(object? item)
        {
            var key = JsConvert.ToBoolean(attribute) ? call.Attribute(item, attribute) : item;
            return !caseSensitive && key is string or SafeText ? call.ToText(key).ToLowerInvariant() : key;
        }

        return new JsArray(Ordered(call.Items("sort"), Key, reversed, call.Budget));
    }

    public static object? DictSort(FilterCall call)
    {
        if (call.Input is not JsRecord record)
        {
            throw call.Refuse("dictsort", "an object");
        }

        var caseSensitive = JsConvert.ToBoolean(call.Arguments[0]);
        var by = call.Arguments[1] switch
        {
            Undefined or "key" => 0,
            "value" => 1,
            _ => throw new EvaluationException("'dictsort' sorts by 'key' or by 'value'."),
        };
        object? Key(object? pair)
        {
            var key = ((JsArray)pair!).Items[by];
            return !caseSensitive && key is string text ? text.ToUpperInvariant() : key;
        }

        var pairs = record.Keys.Select(object? (key) => new JsArray([key, record[key]])).ToList();
        return new JsArray(Ordered(pairs, Key, reversed: false, call.Budget));
    }

    private static IEnumerable<object?> Ordered(IReadOnlyList<object?> items, Func<object?, object?> key, bool reversed, RenderBudget budget)
    {
        var comparer = Comparer<object?>.Create((x, y) =>
        {
            budget.Step();
            var order = JsOperators.Compare(x, y, budget) ?? 0;
            return reversed ? -order : order;
        });
        // Enumerable's sorting is stable and doesn't mind an inconsistent order, which mixed types have.
        return items.Select(item => (item, key: key(item))).OrderBy(entry => entry.key, comparer).Select(entry => entry.item);
    }
}
