namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>The tokens of one tag, read from left to right.</summary>
internal sealed class TokenStream(SourceText source, IReadOnlyList<Token> tokens)
{
    private int _at;

    public Token Current => tokens[_at];

    public Token Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Take()
    {
        var token = tokens[_at];
        _at += token.Kind == TokenKind.End ? 0 : 1;
        return token;
    }

    public bool Skip(string op)
    {
        if (!Current.Is(op))
        {
            return false;
        }

        _at++;
        return true;
    }

    public bool SkipName(string name)
    {
        if (!Current.IsName(name))
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Expect(string op)
    {
        if (!Skip(op))
        {
            throw Error($"'{op}' expected, {Current} found.");
        }
    }

    public string TakeName(string what) =>
        Current.Kind == TokenKind.Name ? Take().Value : throw Error($"{what} expected, {Current} found.");

    public void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Error($"The end of the tag expected, {Current} found.");
        }
    }

    public TemplatingException Error(string message) => source.Syntax(message, Current.Offset);
}
