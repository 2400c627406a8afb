using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Filters that keep some items of an array.</summary>
internal static class SelectFilters
{
    public static readonly IReadOnlyDictionary<string, FilterBody> All = new Dictionary<string, FilterBody>
    {
        ["select"] = call => ByTest(call, keep: true),
        ["reject"] = call => ByTest(call, keep: false),
        ["selectattr"] = call => ByAttribute(call, keep: true),
        ["rejectattr"] = call => ByAttribute(call, keep: false),
    };

    private static JsArray ByTest(FilterCall call, bool keep)
    {
        var name = call.Arguments.Has(0) ? call.ToText(call.Arguments[0]) : "truthy";
        var test = Tests.Find(name);
        if (call.Input is not (JsArray or string or SafeText or JsRecord))
        {
            return new JsArray(call.Items(keep ? "select" : "reject"));
        }

        Tests.CheckArguments(name, Math.Max(0, call.Arguments.Positional.Count - 1), keywords: 0);
        var arguments = new Arguments([.. call.Arguments.Positional.Skip(1)]);
        return new JsArray(call.Items(keep ? "select" : "reject").Where(item => test(item, arguments, call.Budget) == keep));
    }

    private static JsArray ByAttribute(FilterCall call, bool keep) =>
        new(call.ArrayItems(keep ? "selectattr" : "rejectattr").Where(item => item is null or Undefined
            ? throw call.Refuse(keep ? "selectattr" : "rejectattr", "items that have attributes")
            : JsConvert.ToBoolean(JsMembers.Get(item, call.Arguments[0], cookiecutter: false, call.Budget)) == keep));
}
