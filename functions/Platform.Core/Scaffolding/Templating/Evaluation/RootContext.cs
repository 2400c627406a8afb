using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>
/// The data a template sees. Each variable is copied when it is first used, so nothing a template does reaches the caller's.
/// </summary>
internal sealed class RootContext(JsonObject data)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => data.Select(member => member.Key).Concat(_variables.Keys);

    public bool Has(string name) => _variables.ContainsKey(name) || data.ContainsKey(name);

    public object? Get(string name)
    {
        if (!_variables.TryGetValue(name, out var value))
        {
            value = data.TryGetPropertyValue(name, out var node) ? JsJson.FromJson(node) : Undefined.Value;
            _variables[name] = value;
        }

        return value;
    }

    public void Set(string name, object? value) => _variables[name] = value;
}
