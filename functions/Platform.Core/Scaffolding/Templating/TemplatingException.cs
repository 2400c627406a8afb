using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>A template can't be parsed or rendered. Line and column count from 1 within the template's own text.</summary>
public sealed class TemplatingException(string code, string message, int line, int column) : Exception(message)
{
    /// <value>Stable: <c>template-syntax</c>, <c>template-undefined</c>, <c>template-expression</c>,
    /// <c>template-path</c> or <c>template-limit</c>.</value>
    public string Code { get; } = code;

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <value>The expression or tag as it is written, when one is to blame.</value>
    public string? Expression { get; init; }

    /// <value>Path of the text within the rendered value, when it was one of many.</value>
    public string? Field { get; init; }

    public Problem ToProblem(string file, string? field = null) =>
        new(Code, Message, field ?? Field, Expression, Place: new SourcePlace(file, Line, Column));

    internal TemplatingException In(string field) => new(Code, Message, Line, Column) { Expression = Expression, Field = field };
}
