using System.Text;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Collects a template's text within its limit.</summary>
/// <param name="asJson">Whether values are written as JSON, for a text that is one whole tag and keeps its type.</param>
internal sealed class OutputWriter(RenderBudget budget, bool asJson = false)
{
    private readonly StringBuilder _text = new();

    public void Text(string text)
    {
        budget.Text(text.Length);
        if ((long)_text.Length + text.Length > budget.Limits.MaxOutput)
        {
            throw RenderBudget.Over($"The template's output has more than {budget.Limits.MaxOutput} characters.");
        }

        _text.Append(text);
    }

    public void Value(object? value) => Text(asJson
        ? JsJson.Stringify(value, string.Empty, budget) ?? string.Empty
        : JsConvert.ToOutput(value, budget));

    public override string ToString() => _text.ToString();
}
