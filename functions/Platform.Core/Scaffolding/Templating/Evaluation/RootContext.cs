using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>
/// The data a template sees. What it uses is copied when it is first used, so nothing a template does reaches the caller's.
/// </summary>
internal sealed class RootContext(JsonObject data)
{
    private readonly JsRecord _variables = new(data);

    public IEnumerable<string> Names => data.Select(member => member.Key);

    public bool TryGet(string name, out object? value)
    {
        value = _variables[name];
        return value is not Undefined;
    }
}
