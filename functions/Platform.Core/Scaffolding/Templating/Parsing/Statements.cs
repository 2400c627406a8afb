namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <param name="Offset">Where its tag starts in the source.</param>
internal abstract record Statement(int Offset);

internal sealed record Text(int Offset, string Value) : Statement(Offset);

/// <param name="Code">Where the expression stands in the source, for messages.</param>
internal sealed record Output(int Offset, Expression Expression, Range Code) : Statement(Offset);

internal sealed record If(int Offset, Expression Condition, Body Then, Body Else) : Statement(Offset);

internal sealed record For(int Offset, IReadOnlyList<Name> Targets, Expression Items, Body Body, Body? Else) : Statement(Offset)
{
    /// <value>Of the number of turns: it outlives the loop, as Nunjucks' does.</value>
    public Slot Length { get; set; } = Slot.None;

    /// <value>Whether anything inside may ask for <c>loop</c>.</value>
    public bool UsesLoop { get; set; }
}

/// <summary>Exactly one of value and body is there.</summary>
internal sealed record Set(int Offset, IReadOnlyList<Name> Targets, Expression? Value, Body? Body) : Statement(Offset);

internal sealed record FilterBlock(int Offset, string Id, CallArguments Arguments, Body Body) : Statement(Offset);

internal sealed record Macro(int Offset, Name Name, MacroSignature Signature, Body Body) : Statement(Offset)
{
    public FramePlan Frame { get; } = new();
}

/// <summary>Calls a macro that finds the body as its <c>caller()</c>.</summary>
internal sealed record CallBlock(int Offset, Call Call, MacroSignature Signature, Body Body) : Statement(Offset)
{
    public FramePlan Frame { get; } = new();
}

internal sealed record Switch(int Offset, Expression Value, IReadOnlyList<SwitchCase> Cases, Body? Default) : Statement(Offset);

internal sealed record Block(int Offset, string Id, Body Body) : Statement(Offset)
{
    public FramePlan Frame { get; } = new();
}

internal sealed record SwitchCase(Expression Value, Body Body);

internal sealed record MacroSignature(
    IReadOnlyList<Name> Positional,
    IReadOnlyList<(string Name, Expression Default)> Optional);

internal sealed record Body(IReadOnlyList<Statement> Statements)
{
    public static readonly Body Empty = new([]);
}
