using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

internal delegate bool TestBody(object? input, Arguments arguments, RenderBudget budget);

/// <summary>The tests behind <c>is</c>.</summary>
internal static class Tests
{
    private static readonly Dictionary<string, TestBody> All = new(StringComparer.Ordinal)
    {
        ["callable"] = (input, _, _) => input is JsCallable,
        ["defined"] = (input, _, _) => input is not Undefined,
        ["undefined"] = (input, _, _) => input is Undefined,
        ["divisibleby"] = (input, arguments, budget) =>
            JsConvert.ToNumber(input, budget) % JsConvert.ToNumber(arguments[0], budget) == 0,
        ["escaped"] = (input, _, _) => input is SafeText,
        ["equalto"] = (input, arguments, _) => JsOperators.StrictEquals(input, arguments[0]),
        ["eq"] = (input, arguments, _) => JsOperators.StrictEquals(input, arguments[0]),
        ["sameas"] = (input, arguments, _) => JsOperators.StrictEquals(input, arguments[0]),
        ["ne"] = (input, arguments, _) => !JsOperators.StrictEquals(input, arguments[0]),
        ["even"] = (input, _, budget) => JsConvert.ToNumber(input, budget) % 2 == 0,
        ["odd"] = (input, _, budget) => JsConvert.ToNumber(input, budget) % 2 == 1,
        ["truthy"] = (input, _, _) => JsConvert.ToBoolean(input),
        ["falsy"] = (input, _, _) => !JsConvert.ToBoolean(input),
        ["ge"] = (input, arguments, budget) => JsOperators.Compare(input, arguments[0], budget) >= 0,
        ["greaterthan"] = (input, arguments, budget) => JsOperators.Compare(input, arguments[0], budget) > 0,
        ["gt"] = (input, arguments, budget) => JsOperators.Compare(input, arguments[0], budget) > 0,
        ["le"] = (input, arguments, budget) => JsOperators.Compare(input, arguments[0], budget) <= 0,
        ["lessthan"] = (input, arguments, budget) => JsOperators.Compare(input, arguments[0], budget) < 0,
        ["lt"] = (input, arguments, budget) => JsOperators.Compare(input, arguments[0], budget) < 0,
        ["lower"] = (input, _, budget) =>
            TextOf(input, "lower", budget) is var text
                && input is string
                && string.Equals(text, JsText.ToLower(text), StringComparison.Ordinal),
        ["upper"] = (input, _, budget) =>
            TextOf(input, "upper", budget) is var text
                && input is string
                && string.Equals(text, JsText.ToUpper(text), StringComparison.Ordinal),
        ["null"] = (input, _, _) => input is null,
        ["number"] = (input, _, _) => input is double,
        ["string"] = (input, _, _) => input is string,
        ["iterable"] = (input, _, _) => input is null or Undefined
            ? throw new TemplatingException($"'is iterable' asks about a value, not about {JsConvert.TypeOf(input)}.")
            : input is JsArray or string or SafeText,
        ["mapping"] = (input, _, _) => input is JsRecord or SafeText or JsPattern,
    };

    private static readonly HashSet<string> WithArgument = new(StringComparer.Ordinal)
    {
        "divisibleby", "equalto", "eq", "sameas", "ne", "ge", "greaterthan", "gt", "le", "lessthan", "lt",
    };

    /// <summary>A test takes exactly what it compares with, or nothing.</summary>
    public static void CheckArguments(string name, int positional, int keywords)
    {
        var expected = WithArgument.Contains(name) ? 1 : 0;
        if (positional != expected || keywords > 0)
        {
            throw new TemplatingException(
                $"The test '{name}' takes {(expected == 1 ? "one value" : "no value")} in parentheses.");
        }
    }

    /// <summary>Only what asks for identity, or whether it is a function, may be asked about one.</summary>
    public static bool Run(string name, TestBody body, object? input, Arguments arguments, RenderBudget budget)
    {
        if (name is not ("callable" or "eq" or "equalto" or "sameas" or "ne"))
        {
            JsConvert.RefuseCallable(input);
            arguments.RefuseCallables();
        }

        return body(input, arguments, budget);
    }

    public static TestBody Find(string name) => All.TryGetValue(name, out var body)
        ? body
        : throw new TemplatingException(
            UndefinedNames.Message(name, All.Keys, lists: false)
                .Replace("is not defined", "is not a test", StringComparison.Ordinal));

    private static string TextOf(object? input, string test, RenderBudget budget) => input is string or SafeText
        ? JsConvert.ToText(input, budget)
        : throw new TemplatingException($"'is {test}' asks about a text, not about {JsConvert.TypeOf(input)}.");
}
