using System.Globalization;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>Expressions of one token: literals and names.</summary>
internal static class Leaves
{
    public static Expression Of(in Token token, TemplateSyntax syntax) => token.Kind switch
    {
        TokenKind.Text => new Literal(token.Offset, token.Value),
        TokenKind.Number => new Literal(token.Offset, double.Parse(token.Value, CultureInfo.InvariantCulture)),
        TokenKind.Pattern => PatternOf(token),
        _ => token.Value switch
        {
            "true" => new Literal(token.Offset, JsConvert.True),
            "false" => new Literal(token.Offset, JsConvert.False),
            "none" or "null" => new Literal(token.Offset, null),
            "True" or "False" when syntax.CookiecutterCompat => new Literal(token.Offset, token.Value == "True"),
            "None" when syntax.CookiecutterCompat => new Literal(token.Offset, null),
            var name => new Name(token.Offset, name),
        },
    };

    private static PatternLiteral PatternOf(in Token token)
    {
        var end = token.Value.LastIndexOf('/');
        return new(token.Offset, token.Value[..end], token.Value[(end + 1)..]);
    }
}
