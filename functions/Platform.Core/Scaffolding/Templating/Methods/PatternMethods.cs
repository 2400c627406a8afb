using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Methods;

/// <summary>The one method of a regular expression that templates may call.</summary>
internal static class PatternMethods
{
    public static object? Find(JsPattern pattern, string name, RenderBudget budget) => name == "test"
        ? new JsCallable(name, arguments => Patterns.IsMatch(pattern, JsConvert.ToText(arguments[0], budget)), 1, 1)
        : Undefined.Value;
}
