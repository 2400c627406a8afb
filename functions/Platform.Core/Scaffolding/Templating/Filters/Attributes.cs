using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>What filters read from their items: data only, no methods, and nothing from nothing.</summary>
internal static class Attributes
{
    /// <summary>One member by its whole name.</summary>
    public static object? Direct(object? item, string key) => JsMembers.Own(Present(item), key);

    /// <summary>The members that a dotted name leads through.</summary>
    public static object? Along(object? item, IReadOnlyList<string> path)
    {
        foreach (var key in path)
        {
            if (!JsMembers.Has(Present(item), key))
            {
                return Undefined.Value;
            }

            item = JsMembers.Own(item, key);
        }

        return item;
    }

    public static string Key(object? value, RenderBudget budget) => Allowed(JsConvert.ToText(value, budget));

    /// <summary>Nothing is no path: the item itself.</summary>
    public static IReadOnlyList<string> Path(object? value, RenderBudget budget)
    {
        IReadOnlyList<string> path = !JsConvert.ToBoolean(value) ? []
            : value is string text ? text.Split('.')
            : [JsConvert.ToText(value, budget)];
        foreach (var key in path)
        {
            Allowed(key);
        }

        return path;
    }

    private static object Present(object? item) => item is null or Undefined
        ? throw new TemplatingException($"An item is {JsConvert.TypeOf(item)}: it has no attributes.")
        : item;

    private static string Allowed(string key) =>
        JsMembers.IsReserved(key) ? throw new TemplatingException($"The name '{key}' is reserved.") : key;
}
