using System.Security.Cryptography;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Nunjucks' filters on arrays and objects.</summary>
internal static class ListFilters
{
    public static readonly IReadOnlyDictionary<string, FilterBody> All = new Dictionary<string, FilterBody>
    {
        ["batch"] = Batch,
        ["dictsort"] = Sorting.DictSort,
        ["first"] = First,
        ["groupby"] = GroupBy,
        ["join"] = Join,
        ["last"] = Last,
        ["length"] = Length,
        ["list"] = List,
        ["random"] = Random,
        ["reverse"] = Reverse,
        ["slice"] = Slice,
        ["sort"] = Sorting.Sort,
        ["sum"] = Sum,
    };

    private static int PositiveCount(FilterCall call, string filter)
    {
        var count = Math.Truncate(JsConvert.ToNumber(call.Arguments[0], call.Budget));
        return count is >= 1 and <= 9_007_199_254_740_991
            ? (int)Math.Min(count, int.MaxValue)
            : throw new TemplatingException($"The filter '{filter}' needs a count from 1.");
    }

    private static JsArray Batch(FilterCall call)
    {
        call.RefuseNothing("batch");
        var size = PositiveCount(call, "batch");
        var items = Items(call) ?? [];
        var batches = new List<object?>();
        var batch = new List<object?>();
        foreach (var item in items)
        {
            if (batch.Count == size)
            {
                batches.Add(new JsArray(batch));
                batch = [];
            }

            batch.Add(item);
        }

        if (batch.Count > 0)
        {
            if (JsConvert.ToBoolean(call.Arguments[1]) && size > batch.Count)
            {
                call.Budget.Step(size);
                batch.AddRange(Enumerable.Repeat(call.Arguments[1], size - batch.Count));
            }

            batches.Add(new JsArray(batch));
        }

        return new JsArray(batches);
    }

    /// <summary>Also those of an object that JavaScript takes for an array.</summary>
    private static List<object?>? Items(FilterCall call) =>
        call.Input is JsRecord record ? ArrayLike.Indexed(record, call.Budget) : call.Sequence();

    private static object? First(FilterCall call)
    {
        call.RefuseNothing("first");
        return JsMembers.Own(call.Input, "0");
    }

    private static object? Last(FilterCall call)
    {
        call.RefuseNothing("last");
        var length = JsMembers.Own(call.Input, "length");
        return length is Undefined ? length : JsMembers.Own(call.Input, call.ToText(call.ToNumber(length) - 1));
    }

    private static object? Random(FilterCall call)
    {
        call.RefuseNothing("random");
        return Items(call) is { Count: > 0 } items ? items[RandomNumberGenerator.GetInt32(items.Count)] : Undefined.Value;
    }

    private static JsRecord GroupBy(FilterCall call)
    {
        call.RefuseNothing("groupby");
        var groups = new JsRecord();
        if (Items(call) is not { } items)
        {
            return groups;
        }

        var path = Attributes.Path(call.Arguments[0], call.Budget);
        foreach (var item in items)
        {
            var key = Attributes.Key(Attributes.Along(item, path), call.Budget);
            if (groups[key] is JsArray group)
            {
                group.Items.Add(item);
            }
            else
            {
                groups[key] = new JsArray(new List<object?> { item });
            }
        }

        return groups;
    }

    private static string Join(FilterCall call) => JsConvert.Join(
        ByAttribute(call, "join", call.Arguments[1]),
        JsConvert.ToBoolean(call.Arguments[0]) ? call.ToText(call.Arguments[0]) : string.Empty,
        call.Budget);

    /// <summary>Without an attribute only an array will do; with one, whatever has items, and a safe text never.</summary>
    private static List<object?> ByAttribute(FilterCall call, string filter, object? attribute)
    {
        if (!JsConvert.ToBoolean(attribute))
        {
            return call.ArrayItems(filter);
        }

        var key = Attributes.Key(attribute, call.Budget);
        var items = call.Input switch
        {
            SafeText { Text.Length: > 0 } => throw call.Refuse(filter, "items that have the attribute"),
            JsRecord record => ArrayLike.Mapped(record, call.Budget),
            _ => call.Sequence() ?? [],
        };
        return [.. items.Select(item => Attributes.Direct(item, key))];
    }

    private static object? Length(FilterCall call) => call.Input switch
    {
        null or Undefined or false => 0d,
        JsArray array => (double)array.Items.Count,
        JsRecord record => (double)record.Count,
        string or SafeText => (double)call.ToText(call.Input).Length,
        _ => Undefined.Value,
    };

    private static JsArray List(FilterCall call) => call.Input switch
    {
        JsArray array => array,
        JsRecord record => new JsArray(record.Keys.Select(key => new JsRecord { ["key"] = key, ["value"] = record[key] })),
        _ when call.IsText => new JsArray(call.Sequence()!),
        _ => throw call.Refuse("list", "a text, an array or an object"),
    };

    private static object? Reverse(FilterCall call)
    {
        var items = call.Input is JsRecord record ? ArrayLike.Mapped(record, call.Budget) : call.Sequence() ?? [];
        return call.IsText ? call.Like(string.Concat(Enumerable.Reverse(items))) : new JsArray(Enumerable.Reverse(items));
    }

    /// <summary>So many parts of equal size; the first ones are longer when it doesn't come out even.</summary>
    private static JsArray Slice(FilterCall call)
    {
        var items = call.Sequence() ?? throw call.Refuse("slice", "an array or a text");
        var parts = PositiveCount(call, "slice");
        call.Budget.Step(parts);
        var slices = new List<object?>();
        var offset = 0;
        for (var i = 0; i < parts; i++)
        {
            var longer = i < items.Count % parts;
            var size = (items.Count / parts) + (longer ? 1 : 0);
            var slice = items.Skip(offset).Take(size).ToList();
            offset += size;
            if (JsConvert.ToBoolean(call.Arguments[1]) && !longer)
            {
                if (call.IsText)
                {
                    throw call.Refuse("slice", "an array, or a text and no filler");
                }

                slice.Add(call.Arguments[1]);
            }

            slices.Add(call.IsText ? string.Concat(slice) : new JsArray(slice));
        }

        return new JsArray(slices);
    }

    private static object? Sum(FilterCall call)
    {
        object? sum = 0d;
        foreach (var item in ByAttribute(call, "sum", call.Arguments[0]))
        {
            sum = JsOperators.Add(sum, item, call.Budget);
        }

        return JsOperators.Add(call.Arguments.Has(1) ? call.Arguments[1] : 0d, sum, call.Budget);
    }
}
