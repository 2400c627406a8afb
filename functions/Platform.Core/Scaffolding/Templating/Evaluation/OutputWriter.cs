using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Collects a template's text within its limit: the pieces first, so that each is copied once.</summary>
/// <param name="asJson">Whether values are written as JSON, for a text that is one whole tag and keeps its type.</param>
internal sealed class OutputWriter(RenderBudget budget, bool asJson = false)
{
    private string? _first;
    private string[] _pieces = [];
    private int _count;
    private long _length;

    public void Text(string text)
    {
        budget.Text(text.Length);
        _length += text.Length;
        if (_length > budget.Limits.MaxOutput)
        {
            throw RenderBudget.Over($"The template's output has more than {budget.Limits.MaxOutput} characters.");
        }

        if (text.Length == 0)
        {
            return;
        }

        if (_count == 0)
        {
            (_first, _count) = (text, 1);
            return;
        }

        if (_count >= _pieces.Length)
        {
            Array.Resize(ref _pieces, Math.Max(8, _count * 2));
            _pieces[0] = _first!;
        }

        _pieces[_count++] = text;
    }

    public void Value(object? value) => Text(asJson
        ? JsJson.Stringify(value, string.Empty, budget) ?? string.Empty
        : JsConvert.ToOutput(value, budget));

    public override string ToString() => _count switch
    {
        0 => string.Empty,
        1 => _first!,
        _ => string.Concat(_pieces.AsSpan(0, _count)!),
    };
}
