using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>What stands in brackets: groups, arrays, objects, indexes and slices.</summary>
internal sealed class AggregateParser(TokenStream tokens, ExpressionParser expressions)
{
    public Expression Parse()
    {
        var start = tokens.Current.Offset;
        if (tokens.Skip("("))
        {
            var items = ParseItems(")");
            return items.Count > 0
                ? new Group(start, items)
                : throw tokens.Error("Something between the parentheses expected.");
        }

        if (tokens.Skip("["))
        {
            return new ArrayLiteral(start, ParseItems("]"));
        }

        return tokens.Skip("{") ? ParseRecord(start) : throw tokens.Error($"An expression expected, {tokens.Current} found.");
    }

    public Expression ParseIndex(Expression target)
    {
        var start = tokens.Take().Offset;
        var parts = new Expression?[3];
        var colons = 0;
        while (!tokens.Skip("]"))
        {
            if (tokens.Skip(":"))
            {
                colons++;
            }
            else if (colons < parts.Length && parts[colons] is null)
            {
                parts[colons] = expressions.Parse();
            }
            else
            {
                throw tokens.Error($"']' expected, {tokens.Current} found.");
            }
        }

        return colons switch
        {
            0 when parts[0] is Literal { Value: string key } && JsMembers.IsReserved(key) =>
                throw tokens.Error($"The name '{key}' is reserved."),
            0 when parts[0] is { } key => new Member(start, target, key),
            1 or 2 => new SliceOf(start, target, parts[0], parts[1], parts[2]),
            _ => throw tokens.Error("An index, or a slice of at most three parts, expected in brackets."),
        };
    }

    private List<Expression> ParseItems(string close)
    {
        var items = new List<Expression>();
        while (!tokens.Skip(close))
        {
            if (items.Count > 0)
            {
                tokens.Expect(",");
            }

            items.Add(expressions.Parse());
        }

        return items;
    }

    private RecordLiteral ParseRecord(int start)
    {
        var members = new List<(string, Expression)>();
        while (!tokens.Skip("}"))
        {
            if (members.Count > 0)
            {
                tokens.Expect(",");
            }

            if (tokens.Current.Kind == TokenKind.Name && TokenStream.Constants.Contains(tokens.Current.Value))
            {
                throw tokens.Error("A key is a name or a text, not a constant.");
            }

            tokens.RefuseReserved(tokens.Current.Value);
            var key = tokens.Current.Kind is TokenKind.Name or TokenKind.Text
                ? tokens.Take().Value
                : throw tokens.Error("A key is a name or a text.");
            tokens.Expect(":");
            members.Add((key, expressions.Parse()));
        }

        return new RecordLiteral(start, members);
    }
}
