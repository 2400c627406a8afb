namespace Platform.Core.Scaffolding.Templating.Parsing;

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    Concat,
    Equal,
    NotEqual,
    StrictEqual,
    StrictNotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <param name="Offset">Where it starts in the source.</param>
internal abstract record Expression(int Offset);

internal sealed record Literal(int Offset, object? Value) : Expression(Offset);

internal sealed record PatternLiteral(int Offset, string Source, string Flags) : Expression(Offset);

internal sealed record Name(int Offset, string Id) : Expression(Offset);

internal sealed record Member(int Offset, Expression Target, Expression Key) : Expression(Offset);

internal sealed record SliceOf(
    int Offset,
    Expression Target,
    Expression? Start,
    Expression? Stop,
    Expression? Step) : Expression(Offset);

internal sealed record Call(int Offset, Expression Target, CallArguments Arguments) : Expression(Offset);

internal sealed record Filter(int Offset, string Id, Expression Input, CallArguments Arguments) : Expression(Offset);

internal sealed record Test(int Offset, string Id, Expression Input, CallArguments Arguments) : Expression(Offset);

internal sealed record Not(int Offset, Expression Operand) : Expression(Offset);

internal sealed record Sign(int Offset, Expression Operand, bool Negative) : Expression(Offset);

internal sealed record Binary(int Offset, BinaryOperator Operator, Expression Left, Expression Right) : Expression(Offset);

internal sealed record And(int Offset, Expression Left, Expression Right) : Expression(Offset);

internal sealed record Or(int Offset, Expression Left, Expression Right) : Expression(Offset);

internal sealed record InContainer(int Offset, Expression Key, Expression Container) : Expression(Offset);

internal sealed record InlineIf(int Offset, Expression Condition, Expression Then, Expression? Else) : Expression(Offset);

internal sealed record ArrayLiteral(int Offset, IReadOnlyList<Expression> Items) : Expression(Offset);

internal sealed record RecordLiteral(int Offset, IReadOnlyList<(string Key, Expression Value)> Members) : Expression(Offset);

/// <summary>Parentheses; of several expressions the last one counts.</summary>
internal sealed record Group(int Offset, IReadOnlyList<Expression> Items) : Expression(Offset);

internal sealed record CallArguments(
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Keywords)
{
    public static readonly CallArguments None = new([], []);
}
