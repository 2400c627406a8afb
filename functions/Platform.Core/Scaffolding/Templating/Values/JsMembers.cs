using System.Globalization;
using Platform.Core.Scaffolding.Templating.Methods;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>What <c>a.b</c> and <c>a[b]</c> give: data, or a method of the closed list bound to its value.</summary>
internal static class JsMembers
{
    public static bool IsReserved(string name) => name is "constructor" or "prototype" or "__proto__";

    public static object? Get(object? target, string name, bool cookiecutter, RenderBudget budget)
    {
        if (target is JsRecord record)
        {
            var member = record[name];
            return member is Undefined && cookiecutter && !record.Has(name) ? RecordMethods.Find(record, name, budget) : member;
        }

        var own = Own(target, name);
        return own is not Undefined ? own : target switch
        {
            string text => TextMethods.Find(text, name, budget),
            SafeText safe => TextMethods.Find(safe.Text, name, budget),
            JsArray array => ArrayMethods.Find(array, name, cookiecutter, budget),
            double number => NumberMethods.Find(number, name, budget),
            JsPattern pattern => PatternMethods.Find(pattern, name, budget),
            JsCallable { Members: { } members } => members(name),
            _ => Undefined.Value,
        };
    }

    /// <summary>Data only, no methods: what attributes of filters mean.</summary>
    public static object? Own(object? target, string name) => target switch
    {
        JsRecord record => record[name],
        JsArray array when name == "length" => (double)array.Items.Count,
        JsArray array => Index(name) is { } at && at < array.Items.Count ? array.Items[at] : Undefined.Value,
        string text => OfText(text, name),
        SafeText safe => name == "val" ? safe.Text : OfText(safe.Text, name),
        _ => Undefined.Value,
    };

    /// <summary>Whether there is such data, also when it is undefined.</summary>
    public static bool Has(object? target, string name) => target switch
    {
        JsRecord record => record.Has(name),
        JsArray array => name == "length" || Index(name) < array.Items.Count,
        _ => Own(target, name) is not Undefined,
    };

    private static object? OfText(string text, string name) =>
        name == "length" ? (double)text.Length
        : Index(name) is { } at && at < text.Length ? text[at].ToString()
        : Undefined.Value;

    private static int? Index(string name) =>
        name.Length > 0 && char.IsAsciiDigit(name[0]) && (name.Length == 1 || name[0] != '0')
        && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
