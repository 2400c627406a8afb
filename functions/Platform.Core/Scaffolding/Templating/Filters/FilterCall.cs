using System.Text.RegularExpressions;
using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>A filter's input and arguments, and the conversions they need.</summary>
internal sealed class FilterCall(object? input, Arguments arguments, RenderSession session)
{
    private static readonly string[] OfInt = ["default", "base"];
    private static readonly string[] OfSort = ["reverse", "case_sensitive", "attribute"];

    public object? Input => input;

    public Arguments Arguments => arguments;

    public RenderBudget Budget => session.Budget;

    public bool IsText => Input is string or SafeText;

    /// <value>Null, undefined and false are an empty text, as Nunjucks' text filters take them.</value>
    public string Text => Normalized is "" ? string.Empty : RequireText();

    /// <value>What Nunjucks' text filters make of their input before they look at it.</value>
    public object? Normalized => Input is null or Undefined or false ? string.Empty : Input;

    public static object? Run(string filter, FilterBody body, object? input, Arguments arguments, RenderSession session)
    {
        JsConvert.RefuseCallable(input);
        arguments.RefuseCallables();
        try
        {
            return body(new FilterCall(input, Lowered(filter, arguments), session));
        }
        catch (RegexMatchTimeoutException)
        {
            throw RenderBudget.Over($"The filter '{filter}' took too long.");
        }
    }

    public string ToText(object? value) => JsConvert.ToText(value, Budget);

    public double ToNumber(object? value) => JsConvert.ToNumber(value, Budget);

    /// <summary>An argument, or what stands for it when it is missing, empty or 0.</summary>
    public object? Truthy(int index, object? otherwise) =>
        JsConvert.ToBoolean(Arguments[index]) ? Arguments[index] : otherwise;

    /// <summary>A safe text stays one.</summary>
    public object Like(string text) => Input is SafeText ? new SafeText(text) : text;

    public string RequireText()
    {
        if (!IsText)
        {
            throw new TemplatingException($"The filter needs a text, not {JsConvert.TypeOf(Input)}.");
        }

        var text = ToText(Input);
        Budget.Text(text.Length);
        return text;
    }

    /// <summary>An array's items or a text's characters; null for anything else.</summary>
    public List<object?>? Sequence() => Input switch
    {
        JsArray array => Charge(array.Items),
        string or SafeText => Charge([.. ToText(Input).Select(c => (object?)c.ToString())]),
        _ => null,
    };

    public List<object?> ArrayItems(string filter) =>
        Input is JsArray array ? Charge(array.Items) : throw Refuse(filter, "an array");

    public void RefuseNothing(string filter)
    {
        if (Input is null or Undefined)
        {
            throw Refuse(filter, "an array");
        }
    }

    public TemplatingException Refuse(string filter, string expected) =>
        new($"The filter '{filter}' needs {expected}, not {JsConvert.TypeOf(Input)}.");

    private List<object?> Charge(List<object?> items)
    {
        Budget.Step(items.Count);
        return items;
    }

    /// <summary>
    /// Arguments by name: two filters know theirs, all others are handed one object with them at the end, as by Nunjucks.
    /// </summary>
    private static Arguments Lowered(string filter, Arguments arguments)
    {
        var names = filter switch { "int" => OfInt, "sort" => OfSort, _ => null };
        if (names is not null && (arguments.Keywords is not null || arguments.Count > names.Length))
        {
            return new Arguments([.. names.Select((name, i) => arguments.Named(i, name))]);
        }

        if (arguments.Keywords is null)
        {
            return arguments;
        }

        arguments.Keywords["__keywords"] = JsConvert.True;
        return new Arguments([.. arguments.Positional, arguments.Keywords]);
    }
}
