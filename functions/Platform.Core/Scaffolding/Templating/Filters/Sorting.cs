using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>The filters <c>sort</c> and <c>dictsort</c>.</summary>
internal static class Sorting
{
    public static object? Sort(FilterCall call)
    {
        var items = call.Input is JsRecord record ? ArrayLike.Mapped(record, call.Budget) : call.Sequence();
        if (items is null)
        {
            return new JsArray([]);
        }

        var reversed = JsConvert.ToBoolean(call.Arguments[0]);
        var caseSensitive = JsConvert.ToBoolean(call.Arguments[1]);
        var path = Attributes.Path(call.Arguments[2], call.Budget);
        return new JsArray(JsSort.Sorted(
            items,
            (left, right) =>
            {
                var (x, y) = (Attributes.Along(left, path), Attributes.Along(right, path));
                if (!caseSensitive && x is string or SafeText && y is string or SafeText)
                {
                    (x, y) = (JsText.ToLower(call.ToText(x)), JsText.ToLower(call.ToText(y)));
                }

                var order = Math.Sign(JsOperators.Compare(x, y, call.Budget) ?? 0);
                return reversed ? -order : order;
            },
            call.Budget));
    }

    /// <summary>
    /// What has no order with another value (<c>1</c> and <c>'a'</c>) counts as smaller than it, on whichever side it stands.
    /// </summary>
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
            _ => throw new TemplatingException("'dictsort' sorts by 'key' or by 'value'."),
        };
        object? Key(object? pair)
        {
            var key = ((JsArray)pair!).Items[by];
            return !caseSensitive && key is string or SafeText ? JsText.ToUpper(call.ToText(key)) : key;
        }

        var pairs = record.Keys.Select(object? (key) => new JsArray(new List<object?> { key, record[key] })).ToList();
        return new JsArray(JsSort.Sorted(
            pairs,
            (left, right) =>
            {
                var (x, y) = (Key(left), Key(right));
                return JsOperators.Compare(x, y, call.Budget) > 0 ? 1 : JsOperators.StrictEquals(x, y) ? 0 : -1;
            },
            call.Budget));
    }
}
