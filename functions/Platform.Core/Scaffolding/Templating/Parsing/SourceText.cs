namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>A template's source, and where an offset stands in it.</summary>
internal sealed class SourceText(string text)
{
    public string Text { get; } = text;

    public (int Line, int Column) PlaceOf(int offset)
    {
        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    public TemplatingException Error(string code, string message, int offset) =>
        new TemplatingException(message, code).At(PlaceOf(offset), expression: null);

    public TemplatingException Syntax(string message, int offset) => Error("template-syntax", message, offset);
}
