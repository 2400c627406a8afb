using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Filters;
using Platform.Core.Scaffolding.Templating.Values;

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

    /// <summary>No operator that joins two operands.</summary>
    None,
}

/// <summary>What an expression is, for a jump instead of a search through the types.</summary>
internal enum ExpressionKind
{
    Literal,
    Pattern,
    Name,
    Member,
    Slice,
    Call,
    Filter,
    Test,
    Not,
    Sign,
    Binary,
    And,
    Or,
    In,
    InlineIf,
    Array,
    Record,
    Group,
}

/// <param name="Offset">Where it starts in the source.</param>
internal abstract record Expression(int Offset, ExpressionKind Kind);

internal sealed record Literal(int Offset, object? Value) : Expression(Offset, ExpressionKind.Literal);

internal sealed record PatternLiteral(int Offset, string Source, string Flags) : Expression(Offset, ExpressionKind.Pattern);

internal sealed record Name(int Offset, string Id) : Expression(Offset, ExpressionKind.Name)
{
    /// <value>Where the value stands when the name is a loop's, a macro's or a macro's argument.</value>
    public Slot Slot { get; set; } = Slot.None;
}

internal sealed record Member(int Offset, Expression Target, Expression Key) : Expression(Offset, ExpressionKind.Member)
{
    /// <value>The key when it is written down: <c>a.b</c>, <c>a['b']</c>, <c>a[0]</c>.</value>
    public string? ConstantKey { get; } = Key is Literal literal ? JsConvert.LiteralKey(literal.Value) : null;
}

internal sealed record SliceOf(int Offset, Expression Target, Expression? Start, Expression? Stop, Expression? Step)
    : Expression(Offset, ExpressionKind.Slice);

internal sealed record Call(int Offset, Expression Target, CallArguments Arguments)
    : Expression(Offset, ExpressionKind.Call);

internal sealed record Filter(int Offset, string Id, Expression Input, CallArguments Arguments)
    : Expression(Offset, ExpressionKind.Filter)
{
    /// <value>Looked up when it is first used; a template has one dialect.</value>
    public FilterBody? Body { get; set; }
}

internal sealed record Test(int Offset, string Id, Expression Input, CallArguments Arguments)
    : Expression(Offset, ExpressionKind.Test)
{
    /// <value>Looked up when it is first used.</value>
    public TestBody? Body { get; set; }
}

internal sealed record Not(int Offset, Expression Operand) : Expression(Offset, ExpressionKind.Not);

internal sealed record Sign(int Offset, Expression Operand, bool Negative) : Expression(Offset, ExpressionKind.Sign);

internal sealed record Binary(int Offset, BinaryOperator Operator, Expression Left, Expression Right)
    : Expression(Offset, ExpressionKind.Binary);

internal sealed record And(int Offset, Expression Left, Expression Right) : Expression(Offset, ExpressionKind.And);

internal sealed record Or(int Offset, Expression Left, Expression Right) : Expression(Offset, ExpressionKind.Or);

internal sealed record InContainer(int Offset, Expression Key, Expression Container) : Expression(Offset, ExpressionKind.In);

internal sealed record InlineIf(int Offset, Expression Condition, Expression Then, Expression? Else)
    : Expression(Offset, ExpressionKind.InlineIf);

internal sealed record ArrayLiteral(int Offset, IReadOnlyList<Expression> Items) : Expression(Offset, ExpressionKind.Array);

internal sealed record RecordLiteral(int Offset, IReadOnlyList<(string Key, Expression Value)> Members)
    : Expression(Offset, ExpressionKind.Record);

/// <summary>Parentheses; of several expressions the last one counts.</summary>
internal sealed record Group(int Offset, IReadOnlyList<Expression> Items) : Expression(Offset, ExpressionKind.Group);

internal sealed record CallArguments(
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Keywords)
{
    public static readonly CallArguments None = new([], []);
}
