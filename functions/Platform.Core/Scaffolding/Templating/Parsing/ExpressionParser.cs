using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>Nunjucks' expression grammar by recursive descent, loosest level first.</summary>
internal sealed class ExpressionParser(TokenStream tokens, TemplateSyntax syntax, NestingGuard nesting)
{
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
        if (!tokens.SkipName("not"))
        {
            return ParseIn();
        }

        nesting.Enter(start);
        var operand = ParseNot();
        nesting.Leave();
        return Negated(operand, start);
    }

    /// <summary>
    /// A <c>not</c> before a chain takes its first operand only, as JavaScript's <c>!</c> does; a <c>//</c> is a call by then.
    /// </summary>
    private static Expression Negated(Expression operand, int start)
    {
        var chains = new Stack<Binary>();
        while (operand is Binary { Operator: not (BinaryOperator.FloorDivide or BinaryOperator.Power) } chain)
        {
            chains.Push(chain);
            operand = chain.Left;
        }

        Expression value = new Not(start, operand);
        while (chains.TryPop(out var chain))
        {
            value = chain with { Left = value };
        }

        return value;
    }

    private Expression ParseIn()
    {
        var left = ParseIs();
        while (true)
        {
            if (tokens.SkipName("in"))
            {
                left = new InContainer(left.Offset, left, ParseIs());
            }
            else if (tokens.Current.IsName("not") && tokens.Next.IsName("in"))
            {
                tokens.Take();
                tokens.Take();
                left = new Not(left.Offset, new InContainer(left.Offset, left, ParseIs()));
            }
            else
            {
                return left;
            }
        }
    }

    private Expression ParseIs()
    {
        var left = ParseChain();
        if (!tokens.SkipName("is"))
        {
            return left;
        }

        var negated = tokens.SkipName("not");
        var place = tokens.Current.Offset;
        Expression test = ParseChain() switch
        {
            Call call => new Test(place, NameOfTest(call.Target), left, call.Arguments),
            Filter filter => new Test(
                place, filter.Id, left, filter.Arguments with { Positional = [filter.Input, .. filter.Arguments.Positional] }),
            var written => new Test(place, NameOfTest(written), left, CallArguments.None),
        };
        return negated ? new Not(left.Offset, test) : test;
    }

    /// <summary>What is no name at all stands for the test <c>undefined</c>, as it does for Nunjucks.</summary>
    private static string NameOfTest(Expression written) => written switch
    {
        Name name => name.Id,
        Literal literal => JsConvert.LiteralKey(literal.Value),
        PatternLiteral pattern => $"/{pattern.Source}/{pattern.Flags}",
        _ => "undefined",
    };

    private Expression ParseChain()
    {
        var left = ParsePower();
        var op = TakeOperator();
        if (op == BinaryOperator.None)
        {
            return left;
        }

        var right = ParsePower();
        var next = TakeOperator();
        if (next == BinaryOperator.None && op != BinaryOperator.FloorDivide)
        {
            return new Binary(left.Offset, op, left, right);
        }

        var chain = new OperatorChain(left);
        chain.Add(op, right);
        for (; next != BinaryOperator.None; next = TakeOperator())
        {
            chain.Add(next, ParsePower());
        }

        return chain.Build();
    }

    private BinaryOperator TakeOperator()
    {
        var op = tokens.Current.Kind == TokenKind.Operator ? OperatorChain.OperatorOf(tokens.Current.Value) : BinaryOperator.None;
        if (op != BinaryOperator.None)
        {
            tokens.Take();
        }

        return op;
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
        var name = tokens.TakeAllowedName("The name of a filter");
        while (tokens.Skip("."))
        {
            name += "." + tokens.TakeAllowedName("The rest of a filter's name");
        }

        return name;
    }

    private Expression ParsePrimary()
    {
        ref readonly var token = ref tokens.Current;
        if (token.Kind is TokenKind.Operator or TokenKind.End)
        {
            return new AggregateParser(tokens, this).Parse();
        }

        tokens.Take();
        tokens.RefuseReserved(token.Kind == TokenKind.Name ? token.Value : string.Empty);
        return Leaves.Of(token, syntax);
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
                value = new Member(place, value, new Literal(place, tokens.TakeAllowedName("A name behind '.'")));
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
        if (tokens.Skip(")"))
        {
            return CallArguments.None;
        }

        var positional = new List<Expression>(2);
        List<(string, Expression)>? keywords = null;
        while (!tokens.Skip(")"))
        {
            if (positional.Count > 0 || keywords is not null)
            {
                tokens.Expect(",");
            }

            if (tokens.Current.Kind == TokenKind.Name && tokens.Next.Is("="))
            {
                var name = tokens.TakeAllowedName("A name");
                tokens.Expect("=");
                (keywords ??= []).Add((name, Parse()));
            }
            else
            {
                positional.Add(Parse());
            }
        }

        return new CallArguments(positional, (IReadOnlyList<(string, Expression)>?)keywords ?? []);
    }
}
