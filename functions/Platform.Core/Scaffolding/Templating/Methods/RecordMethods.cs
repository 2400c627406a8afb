using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Methods;

/// <summary>The methods of a Python dictionary that cookiecutter templates may call.</summary>
internal static class RecordMethods
{
    public static object? Find(JsRecord record, string name)
    {
        Func<Arguments, object?>? body = name switch
        {
            "get" => arguments => arguments[0] is string key && record.Has(key) ? record[key] : arguments[1],
            "items" => _ => new JsArray(record.Keys.Select(key => new JsArray([key, record[key]]))),
            "keys" => _ => new JsArray(record.Keys),
            "values" => _ => new JsArray(record.Keys.Select(key => record[key])),
            _ => null,
        };
        return body is null ? Undefined.Value : new JsCallable(name, body);
    }
}
