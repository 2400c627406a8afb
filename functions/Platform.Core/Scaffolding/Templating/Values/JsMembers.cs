using System.Globalization;
using Platform.Core.Scaffolding.Templating.Methods;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>What <c>a.b</c> and <c>a[b]</c> give: data, or a method of the closed list bound to its value.</summary>
internal static class JsMembers
{
    public static object? Get(object? target, object? key, bool cookiecutter, RenderBudget budget)
    {
        var name = JsConvert.ToText(key, budget);
        return target switch
        {
            null or Undefined => Undefined.Value,
            JsRecord record when record.Has(name) => record[name],
            JsRecord record => cookiecutter ? RecordMethods.Find(record, name) : Undefined.Value,
            JsArray array when name == "length" => (double)array.Items.Count,
            JsArray array => Index(name) is { } at ? Item(array.Items, at) : ArrayMethods.Find(array, name, cookiecutter, budget),
            string text => OfText(text, name, budget),
            SafeText safe => OfText(safe.Text, name, budget),
            double number => NumberMethods.Find(number, name, budget),
            JsPattern pattern => PatternMethods.Find(pattern, name, budget),
            JsCallable { Members: { } members } => members(name),
            _ => Undefined.Value,
        };
    }

    private static object? OfText(string text, string name, RenderBudget budget)
    {
        if (name == "length")
        {
            return (double)text.Length;
        }

        return Index(name) is { } at
            ? at < text.Length
            ? text[at].ToString()
            : Undefined.Value
            : TextMethods.Find(text, name, budget);
    }

    private static object? Item(List<object?> items, int at) => at < items.Count ? items[at] : Undefined.Value;

    private static int? Index(string name) =>
        name.Length > 0 && char.IsAsciiDigit(name[0]) && (name.Length == 1 || name[0] != '0')
        && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
