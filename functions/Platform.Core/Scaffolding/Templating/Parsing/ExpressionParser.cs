using System.Globalization;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>Nunjucks' expression grammar by recursive descent, loosest level first.</summary>
internal sealed class ExpressionParser(TokenStream tokens, TemplateSyntax syntax, NestingGuard nesting)
{
    private static readonly Dictionary<string, BinaryOperator> Operators = new(StringComparer.Ordinal)
    {
        ["~"] = BinaryOperator.Concat,
        ["+"] = BinaryOperator.Add,
        ["-"] = BinaryOperator.Subtract,
        ["*"] = BinaryOperator.Multiply,
        ["/"] = BinaryOperator.Divide,
        ["//"] = BinaryOperator.FloorDivide,
        ["%"] = BinaryOperator.Modulo,
        ["=="] = BinaryOperator.Equal,
        ["==="] = BinaryOperator.StrictEqual,
        ["!="] = BinaryOperator.NotEqual,
        ["!=="] = BinaryOperator.StrictNotEqual,
        ["<"] = BinaryOperator.Less,
        [">"] = BinaryOperator.Greater,
        ["<="] = BinaryOperator.LessOrEqual,
        [">="] = BinaryOperator.GreaterOrEqual,
    };

    public Expression Parse()
    {
        nesting.Enter(tokens.Current.Offset);
        var start = tokens.Current.Offset;
        var value = ParseOr();
        if (tokens.SkipName("if"))
        {
            var condition = ParseOr();
            value = new InlineIf(start, condition, value, tokens.SkipName("else") ? ParseOr() : null);
        }

        nesting.Leave();
        return value;
    }

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (tokens.SkipName("or"))
        {
            left = new Or(left.Offset, left, ParseAnd());
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (tokens.SkipName("and"))
        {
            left = new And(left.Offset, left, ParseNot());
        }

        return left;
    }

    private Expression ParseNot()
    {
        var start = tokens.Current.Offset;
        return tokens.SkipName("not") ? Negated(start) : ParseIn(ParseChain());
    }

    private Expression Negated(int start)
    {
        nesting.Enter(start);
        var inner = tokens.Current.Offset;
        if (tokens.SkipName("not"))
        {
            var negated = Negated(inner);
            nesting.Leave();
            // All of them stand before the first operand of a chain, as they do in JavaScript.
            return Again(negated, start);
        }

        var chain = ParseChain();
        var alone = chain.IsSingle
            || tokens.Current.IsName("is")
            || tokens.Current.IsName("in")
            || tokens.Current.IsName("not");
        var value = alone ? new Not(start, ParseIn(chain)) : chain.Negate(start).Build();
        nesting.Leave();
        return value;
    }

    private static Expression Again(Expression negated, int start) => negated switch
    {
        Binary { Left: var left } chain when FirstOf(left) is Not => chain with { Left = Again(left, start) },
        _ => new Not(start, negated),
    };

    private static Expression FirstOf(Expression expression)
    {
        while (expression is Binary binary)
        {
            expression = binary.Left;
        }

        return expression;
    }

    private Expression ParseIn(OperatorChain first)
    {
        var left = ParseIs(first);
        while (true)
        {
            if (tokens.SkipName("in"))
            {
                left = new InContainer(left.Offset, left, ParseIs(ParseChain()));
            }
            else if (tokens.Current.IsName("not") && tokens.Next.IsName("in"))
            {
                tokens.Take();
                tokens.Take();
                left = new Not(left.Offset, new InContainer(left.Offset, left, ParseIs(ParseChain())));
            }
            else
            {
                return left;
            }
        }
    }

    private Expression ParseIs(OperatorChain chain)
    {
        var left = chain.Build();
        if (!tokens.SkipName("is"))
        {
            return left;
        }

        var negated = tokens.SkipName("not");
        var place = tokens.Current.Offset;
        Expression test = ParseChain().Build() switch
        {
            Name name => new Test(place, name.Id, left, CallArguments.None),
            Call { Target: Name name } call => new Test(place, name.Id, left, call.Arguments),
            Literal { Value: null } => new Test(place, "null", left, CallArguments.None),
            _ => throw tokens.Error("The name of a test expected behind 'is'."),
        };
        return negated ? new Not(left.Offset, test) : test;
    }

    private OperatorChain ParseChain()
    {
        var chain = new OperatorChain(ParsePower());
        while (tokens.Current.Kind == TokenKind.Operator && Operators.TryGetValue(tokens.Current.Value, out var op))
        {
            tokens.Take();
            chain.Add(op, ParsePower());
        }

        return chain;
    }

    /// <summary>From the left, the way Nunjucks does it.</summary>
    private Expression ParsePower()
    {
        var left = ParseUnary(withFilters: true);
        while (tokens.Skip("**"))
        {
            left = new Binary(left.Offset, BinaryOperator.Power, left, ParseUnary(withFilters: true));
        }

        return left;
    }

    private Expression ParseUnary(bool withFilters)
    {
        var start = tokens.Current.Offset;
        nesting.Enter(start);
        var value = tokens.Skip("-") ? Signed(start, negative: true)
            : tokens.Skip("+") ? Signed(start, negative: false)
            : ParsePostfix(ParsePrimary());
        nesting.Leave();
        while (withFilters && tokens.Skip("|"))
        {
            var place = tokens.Current.Offset;
            value = new Filter(place, ParseFilterName(), value, tokens.Current.Is("(") ? ParseArguments() : CallArguments.None);
        }

        return value;
    }

    private Sign Signed(int start, bool negative)
    {
        var operand = ParseUnary(withFilters: false);
        return operand is Sign inner && inner.Negative == negative
            ? throw tokens.Error($"A second '{(negative ? "-" : "+")}' needs parentheses.")
            : new Sign(start, operand, negative);
    }

    public string ParseFilterName()
    {
        var name = tokens.TakeName("The name of a filter");
        while (tokens.Skip("."))
        {
            name += "." + tokens.TakeName("The rest of a filter's name");
        }

        return name;
    }

    private Expression ParsePrimary()
    {
        var token = tokens.Current;
        if (token.Kind is TokenKind.Operator or TokenKind.End)
        {
            return new AggregateParser(tokens, this).Parse();
        }

        tokens.Take();
        return token.Kind switch
        {
            TokenKind.Text => new Literal(token.Offset, token.Value),
            TokenKind.Number => new Literal(token.Offset, double.Parse(token.Value, CultureInfo.InvariantCulture)),
            TokenKind.Pattern => new PatternLiteral(token.Offset, token.Value, token.Flags),
            _ => token.Value switch
            {
                "true" => new Literal(token.Offset, true),
                "false" => new Literal(token.Offset, false),
                "none" or "null" => new Literal(token.Offset, null),
                "True" or "False" when syntax.CookiecutterCompat => new Literal(token.Offset, token.Value == "True"),
                "None" when syntax.CookiecutterCompat => new Literal(token.Offset, null),
                var name => new Name(token.Offset, name),
            },
        };
    }

    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            var place = tokens.Current.Offset;
            if (tokens.Current.Is("("))
            {
                value = new Call(place, value, ParseArguments());
            }
            else if (tokens.Current.Is("["))
            {
                value = new AggregateParser(tokens, this).ParseIndex(value);
            }
            else if (tokens.Skip("."))
            {
                place = tokens.Current.Offset;
                value = new Member(place, value, new Literal(place, tokens.TakeName("A name behind '.'")));
            }
            else
            {
                return value;
            }
        }
    }

    public CallArguments ParseArguments()
    {
        tokens.Expect("(");
        var positional = new List<Expression>();
        var keywords = new List<(string, Expression)>();
        while (!tokens.Skip(")"))
        {
            if (positional.Count + keywords.Count > 0)
            {
                tokens.Expect(",");
            }

            var value = Parse();
            if (!tokens.Skip("="))
            {
                positional.Add(value);
            }
            else
            {
                keywords.Add(value is Name name ? (name.Id, Parse()) : throw tokens.Error("A name expected before '='."));
            }
        }

        return new CallArguments(positional, keywords);
    }
}
