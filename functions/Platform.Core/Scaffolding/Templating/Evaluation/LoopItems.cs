using System.Globalization;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>What a <c>for</c> goes through. An array that grows meanwhile is followed to its new end.</summary>
/// <param name="Length">As the loop says it; undefined where JavaScript has none.</param>
/// <param name="Named">Whether several targets are declared by their names, not only in their slots.</param>
internal sealed record LoopItems(IReadOnlyList<object?> Turns, object? Length, bool Named)
{
    private static readonly LoopItems Nothing = new([], Undefined.Value, Named: true);

    public static LoopItems Of(object? items, int targets, RenderBudget budget)
    {
        switch (items)
        {
            case JsArray array:
                budget.Step(array.Items.Count);
                return new(array.Items, (double)array.Items.Count, Named: false);
            case JsRecord record when targets > 1:
                budget.Step(record.Count);
                object? Pair(string key) => new JsArray(new List<object?> { key, record[key] });
                return new([.. record.Keys.Select(Pair)], (double)record.Count, Named: true);
            case JsRecord record:
                var length = record["length"];
                return new(ArrayLike.Indexed(record, JsConvert.ToNumber(length, budget), budget), length, Named: true);
            case string text when targets > 1:
                budget.Step(text.Length);
                object? Indexed(char c, int i) =>
                    new JsArray(new List<object?> { i.ToString(CultureInfo.InvariantCulture), c.ToString() });
                return new([.. text.Select(Indexed)], (double)text.Length, Named: true);
            case string or SafeText:
                var characters = JsConvert.ToText(items, budget);
                budget.Step(characters.Length);
                return new([.. characters.Select(c => c.ToString())], (double)characters.Length, Named: false);
            default:
                return targets > 1 ? Nothing with { Length = 0d } : Nothing;
        }
    }

    /// <summary>The value of one of several targets.</summary>
    public static object? Part(object? turn, int target) => turn switch
    {
        null or Undefined => throw new TemplatingException($"A turn of the loop is {JsConvert.TypeOf(turn)}: it has no parts."),
        JsArray array => target < array.Items.Count ? array.Items[target] : Undefined.Value,
        JsRecord record => record[target.ToString(CultureInfo.InvariantCulture)],
        string text => target < text.Length ? text[target].ToString() : Undefined.Value,
        _ => Undefined.Value,
    };

    public static JsRecord Describe(int index, object? length, RenderBudget budget)
    {
        var count = JsConvert.ToNumber(length, budget);
        return new JsRecord
        {
            ["index"] = (double)(index + 1),
            ["index0"] = (double)index,
            ["revindex"] = count - index,
            ["revindex0"] = count - index - 1,
            ["first"] = JsConvert.Box(index == 0),
            ["last"] = JsConvert.Box(index == count - 1),
            ["length"] = length,
        };
    }
}
