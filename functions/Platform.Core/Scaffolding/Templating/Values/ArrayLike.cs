using System.Globalization;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>An object that JavaScript takes for an array because it has a <c>length</c>.</summary>
internal static class ArrayLike
{
    /// <summary>What stands at 0, 1 and so on, below a length that need not be whole.</summary>
    public static List<object?> Indexed(JsRecord record, double length, RenderBudget budget)
    {
        var items = new List<object?>();
        for (var i = 0; i < length; i++)
        {
            budget.Step();
            items.Add(record[i.ToString(CultureInfo.InvariantCulture)]);
        }

        return items;
    }

    public static List<object?> Indexed(JsRecord record, RenderBudget budget) =>
        Indexed(record, JsConvert.ToNumber(record["length"], budget), budget);

    /// <summary>As the methods of arrays see it: no length that an array can't have.</summary>
    public static List<object?> Mapped(JsRecord record, RenderBudget budget) =>
        record["length"] is double length && !double.IsNaN(length)
        && (length != Math.Truncate(length) || length is < 0 or > uint.MaxValue)
            ? throw new TemplatingException("An object's length is not that of an array.")
            : Indexed(record, budget);

    /// <summary>Only what is there.</summary>
    public static List<object?> Present(JsRecord record, RenderBudget budget)
    {
        var length = Math.Floor(JsConvert.ToNumber(record["length"], budget));
        var items = new List<object?>();
        for (var i = 0; i < length; i++)
        {
            budget.Step();
            if (record.Has(i.ToString(CultureInfo.InvariantCulture)))
            {
                items.Add(record[i.ToString(CultureInfo.InvariantCulture)]);
            }
        }

        return items;
    }
}
