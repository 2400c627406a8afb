namespace Platform.Core.Scaffolding.Templating.Parsing;

internal enum TokenKind
{
    Name,
    Number,
    Text,
    Pattern,
    Operator,
    End,
}

/// <param name="Value">Of a text: unescaped; of a pattern: its source, a slash and its flags.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, string Value)
{
    public bool Is(string op) => Kind == TokenKind.Operator && Value == op;

    public bool IsName(string name) => Kind == TokenKind.Name && Value == name;

    public override string ToString() => Kind == TokenKind.End ? "the end of the tag" : $"'{Value}'";
}
