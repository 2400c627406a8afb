using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>A filter's input and arguments, and the conversions they need.</summary>
internal sealed record FilterCall(object? Input, Arguments Arguments, RenderSession Session)
{
    public RenderBudget Budget => Session.Budget;

    public bool IsText => Input is string or SafeText;

    /// <value>Null, undefined and false are an empty text, as Nunjucks' text filters take them.</value>
    public string Text => Input is null or Undefined or false ? string.Empty : RequireText();

    public string ToText(object? value) => JsConvert.ToText(value, Budget);

    public double ToNumber(object? value) => JsConvert.ToNumber(value, Budget);

    public int Integer(int index, int missing) =>
        JsConvert.ToBoolean(Arguments[index]) ? JsConvert.ToInteger(Arguments[index], Budget) : missing;

    /// <summary>A safe text stays one.</summary>
    public object Like(string text) => Input is SafeText ? new SafeText(text) : text;

    /// <summary>
    /// An array's items or a text's characters. Numbers, booleans and objects count as empty, as in JavaScript.
    /// </summary>
    public IReadOnlyList<object?> Items(string filter, bool nothingIsEmpty = false) => Input switch
    {
        JsArray array => Charge(array.Items),
        string or SafeText => Charge([.. ToText(Input).Select(c => (object?)c.ToString())]),
        null or Undefined when !nothingIsEmpty => throw Refuse(filter, "an array"),
        _ => [],
    };

    public IReadOnlyList<object?> ArrayItems(string filter) =>
        Input is JsArray array ? Charge(array.Items) : throw Refuse(filter, "an array");

    public EvaluationException Refuse(string filter, string expected) =>
        new($"The filter '{filter}' needs {expected}, not {JsConvert.TypeOf(Input)}.");

    public object? Attribute(object? item, object? path)
    {
        foreach (var part in ToText(path).Split('.'))
        {
            item = JsMembers.Get(item, part, cookiecutter: false, Budget);
        }

        return item;
    }

    private List<object?> Charge(List<object?> items)
    {
        Budget.Step(items.Count);
        return items;
    }

    private string RequireText()
    {
        if (!IsText)
        {
            throw new EvaluationException($"The filter needs a text, not {JsConvert.TypeOf(Input)}.");
        }

        var text = ToText(Input);
        Budget.Text(text.Length);
        return text;
    }
}
