using System.Runtime.InteropServices;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>The tokens of one tag after the other, read from left to right.</summary>
/// <param name="tokens">Complete: nothing is added while they are read.</param>
internal sealed class TokenStream(SourceText source, List<Token> tokens)
{
    private int _at;

    /// <summary>Goes on with the tag that starts with this token.</summary>
    public void Seek(int first) => _at = first;

    /// <summary>Of a tag, its name when it has one.</summary>
    public string NameAt(int first) => tokens[first].Value;

    public ref readonly Token Current => ref CollectionsMarshal.AsSpan(tokens)[_at];

    public ref readonly Token Next => ref CollectionsMarshal.AsSpan(tokens)[Current.Kind == TokenKind.End ? _at : _at + 1];

    public ref readonly Token Take()
    {
        ref readonly var token = ref Current;
        _at += token.Kind == TokenKind.End ? 0 : 1;
        return ref token;
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

    /// <summary>What leads to the machinery behind values in JavaScript is no name for anything.</summary>
    public string TakeAllowedName(string what)
    {
        RefuseReserved(Current.Kind == TokenKind.Name ? Current.Value : string.Empty);
        return TakeName(what);
    }

    /// <summary>A name that can be bound: no constant.</summary>
    public Name TakeVariable(string what)
    {
        var token = Current;
        var name = TakeAllowedName(what);
        return Constants.Contains(name)
            ? throw source.Syntax($"'{name}' is a constant.", token.Offset)
            : new Name(token.Offset, name);
    }

    public void RefuseReserved(string name)
    {
        if (JsMembers.IsReserved(name))
        {
            throw Error($"The name '{name}' is reserved.");
        }
    }

    /// <summary>Whether the current token has blanks, or an end of the tag, on both its sides.</summary>
    public bool StandsAlone() =>
        _at > 0 && TagLexer.IsBlank(source.Text[Current.Offset - 1])
        && TagLexer.IsBlank(source.Text[Current.Offset + Current.Value.Length]);

    public static readonly IReadOnlySet<string> Constants = new HashSet<string> { "true", "false", "none", "null" };

    public void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Error($"The end of the tag expected, {Current} found.");
        }
    }

    public TemplatingException Error(string message) => source.Syntax(message, Current.Offset);
}
