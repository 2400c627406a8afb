using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>A template can't be parsed or rendered. Line and column count from 1 within the template's own text.</summary>
public sealed class TemplatingException(string code, string message, int line, int column) : Exception(message)
{
    /// <value>Stable: <c>template-syntax</c>, <c>template-undefined</c>, <c>template-expression</c>,
    /// <c>template-path</c> or <c>template-limit</c>.</value>
    public string Code { get; } = code;

    public int Line { get; private set; } = line;

    public int Column { get; private set; } = column;

    /// <value>The expression or tag as it is written, when one is to blame.</value>
    public string? Expression { get; private set; }

    /// <value>Path of the text within the rendered value, when it was one of many.</value>
    public string? Field { get; init; }

    /// <summary>An operation can't be done with these values; who runs the template adds where.</summary>
    internal TemplatingException(string message, string code = "template-expression")
        : this(code, message, line: 0, column: 0)
    {
    }

    public Problem ToProblem(string file, string? field = null) =>
        new(Code, Message, field ?? Field, Expression, Place: new SourcePlace(file, Line, Column));

    internal TemplatingException In(string field) => new(Code, Message, Line, Column) { Expression = Expression, Field = field };

    /// <summary>Says where, unless that is known.</summary>
    internal TemplatingException At((int Line, int Column) place, string? expression)
    {
        (Line, Column, Expression) = Line == 0 ? (place.Line, place.Column, expression) : (Line, Column, Expression);
        return this;
    }
}
