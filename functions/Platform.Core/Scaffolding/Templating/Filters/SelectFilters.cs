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
        call.RefuseNothing(keep ? "select" : "reject");
        var items = call.Input is JsRecord record ? ArrayLike.Present(record, call.Budget) : call.Sequence();
        if (items is null)
        {
            return new JsArray([]);
        }

        Tests.CheckArguments(name, Math.Max(0, call.Arguments.Count - 1), keywords: 0);
        var arguments = new Arguments([.. call.Arguments.Positional.Skip(1)]);
        return new JsArray(items.Where(item => Tests.Run(name, test, item, arguments, call.Budget) == keep));
    }

    private static JsArray ByAttribute(FilterCall call, bool keep)
    {
        var items = call.ArrayItems(keep ? "selectattr" : "rejectattr");
        var key = Attributes.Key(call.Arguments[0], call.Budget);
        return new JsArray(items.Where(item => JsConvert.ToBoolean(Attributes.Direct(item, key)) == keep));
    }
}
