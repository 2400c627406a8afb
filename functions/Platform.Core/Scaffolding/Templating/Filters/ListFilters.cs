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
        ["first"] = call =>
            call.Input is null or Undefined
                ? throw call.Refuse("first", "an array")
                : JsMembers.Get(call.Input, 0d, cookiecutter: false, call.Budget),
        ["groupby"] = GroupBy,
        ["join"] = Join,
        ["last"] = call => call.Items("last") is { Count: > 0 } items ? items[^1] : Undefined.Value,
        ["length"] = Length,
        ["list"] = List,
        ["random"] = call =>
            call.Items("random") is { Count: > 0 } items ? items[RandomNumberGenerator.GetInt32(items.Count)] : Undefined.Value,
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
            : throw new EvaluationException($"The filter '{filter}' needs a count from 1.");
    }

    private static JsArray Batch(FilterCall call)
    {
        var items = call.Items("batch");
        var size = PositiveCount(call, "batch");
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

    private static JsRecord GroupBy(FilterCall call)
    {
        var groups = new JsRecord();
        foreach (var item in call.Items("groupby"))
        {
            if (item is null or Undefined)
            {
                throw call.Refuse("groupby", "items that have the attribute");
            }

            var key = call.ToText(call.Attribute(item, call.Arguments[0]));
            if (groups[key] is JsArray group)
            {
                group.Items.Add(item);
            }
            else
            {
                groups[key] = new JsArray([item]);
            }
        }

        return groups;
    }

    private static string Join(FilterCall call)
    {
        var byAttribute = JsConvert.ToBoolean(call.Arguments[1]);
        var items = byAttribute ? call.Items("join", nothingIsEmpty: true) : call.ArrayItems("join");
        if (byAttribute)
        {
            items = [.. items.Select(item => JsMembers.Get(item, call.Arguments[1], cookiecutter: false, call.Budget))];
        }

        return JsConvert.Join(
            items,
            JsConvert.ToBoolean(call.Arguments[0]) ? call.ToText(call.Arguments[0]) : string.Empty,
            call.Budget);
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
        _ when call.IsText => new JsArray(call.Items("list")),
        _ => throw call.Refuse("list", "a text, an array or an object"),
    };

    private static object? Reverse(FilterCall call)
    {
        var items = call.Items("reverse", nothingIsEmpty: true).Reverse();
        return call.IsText ? call.Like(string.Concat(items)) : new JsArray(items);
    }

    /// <summary>So many parts of equal size; the first ones are longer when it doesn't come out even.</summary>
    private static JsArray Slice(FilterCall call)
    {
        if (call.Input is not (JsArray or string or SafeText) || (call.IsText && JsConvert.ToBoolean(call.Arguments[1])))
        {
            throw call.Refuse("slice", "an array, or a text and no filler");
        }

        var items = call.Items("slice");
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
                slice.Add(call.Arguments[1]);
            }

            slices.Add(call.IsText ? string.Concat(slice) : new JsArray(slice));
        }

        return new JsArray(slices);
    }

    private static object? Sum(FilterCall call)
    {
        var attribute = call.Arguments[0];
        var items = JsConvert.ToBoolean(attribute) ? call.Items("sum", nothingIsEmpty: true) : call.ArrayItems("sum");
        object? sum = 0d;
        foreach (var item in items)
        {
            if (item is null or Undefined && JsConvert.ToBoolean(attribute))
            {
                throw call.Refuse("sum", "items that have the attribute");
            }

            var value = JsConvert.ToBoolean(attribute) ? JsMembers.Get(item, attribute, cookiecutter: false, call.Budget) : item;
            sum = JsOperators.Add(sum, value, call.Budget);
        }

        return JsOperators.Add(call.Arguments.Has(1) ? call.Arguments[1] : 0d, sum, call.Budget);
    }
}
