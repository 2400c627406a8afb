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

        return new JsArray(Ordered(call.Items("sort", nothingIsEmpty: true), Key, reversed, call.Budget));
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

    private static IEnumerable<object?> Ordered(
        IReadOnlyList<object?> items,
        Func<object?,
        object?> key,
        bool reversed,
        RenderBudget budget)
    {
        var entries = items.Select(item => (Item: item, Key: key(item))).ToArray();
        int Compare((object? Item, object? Key) x, (object? Item, object? Key) y)
        {
            budget.Step();
            var order = JsOperators.Compare(x.Key, y.Key, budget) ?? 0;
            return reversed ? -order : order;
        }

        Merge(entries, new (object? Item, object? Key)[entries.Length], 0, entries.Length, Compare);
        return entries.Select(entry => entry.Item);
    }

    /// <summary>
    /// Stable, and at ease with the inconsistent order that mixed types have; the library's sorting wraps what a comparison
    /// throws.
    /// </summary>
    private static void Merge<T>(T[] entries, T[] spare, int from, int to, Comparison<T> compare)
    {
        if (to - from < 2)
        {
            return;
        }

        var middle = (from + to) / 2;
        Merge(entries, spare, from, middle, compare);
        Merge(entries, spare, middle, to, compare);
        Array.Copy(entries, from, spare, from, to - from);
        for (int at = from, left = from, right = middle; at < to; at++)
        {
            var takesLeft = left < middle && (right >= to || compare(spare[left], spare[right]) <= 0);
            entries[at] = takesLeft ? spare[left++] : spare[right++];
        }
    }
}
