using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Methods;

/// <summary>The methods of a Python dictionary that cookiecutter templates may call.</summary>
internal static class RecordMethods
{
    public static object? Find(JsRecord record, string name, RenderBudget budget)
    {
        Func<Arguments, object?>? body = name switch
        {
            "get" => arguments => JsConvert.ToText(arguments[0], budget) is var key && record.Has(key)
                ? record[key]
                : arguments[1],
            "has_key" => arguments => record.Has(JsConvert.ToText(arguments[0], budget)),
            "items" => _ => new JsArray(record.Keys.Select(object? (key) => new JsArray(new List<object?> { key, record[key] }))),
            "keys" => _ => new JsArray(record.Keys.Select(object? (key) => key)),
            "values" => _ => new JsArray(record.Keys.Select(key => record[key])),
            _ => null,
        };
        var (least, most) = name switch { "get" => (1, 2), "has_key" => (1, 1), _ => (0, 0) };
        return body is null ? Undefined.Value : new JsCallable(name, body, least, most);
    }
}
