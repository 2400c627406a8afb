namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>Builds the tree of a template from its segments.</summary>
internal sealed class StatementParser
{
    private readonly SourceText _source;
    private readonly List<Segment> _segments;
    private readonly NestingGuard _nesting;
    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private HashSet<string>? _blocks;
    private int _at;

    public StatementParser(
        SourceText source, List<Segment> segments, List<Token> tokens, TemplateSyntax syntax, NestingGuard nesting)
    {
        (_source, _segments, _nesting) = (source, segments, nesting);
        _tokens = new TokenStream(source, tokens);
        _expressions = new ExpressionParser(_tokens, syntax, nesting);
    }

    public Body Parse()
    {
        var body = ParseBody();
        return _at == _segments.Count
            ? body
            : throw _source.Syntax($"'{TagName(_segments[_at])}' closes or continues nothing.", _segments[_at].Offset);
    }

    private string TagName(Segment tag) => _tokens.NameAt(tag.FirstToken);

    private static bool IsClosing(string tag) => tag is "elif" or "elseif" or "else" or "endif" or "endfor" or "endset"
        or "endfilter" or "endmacro" or "endcall" or "endswitch" or "endblock" or "case" or "default" or "endraw"
        or "endverbatim";

    /// <summary>Up to a tag that closes or continues the one around.</summary>
    private Body ParseBody()
    {
        var statements = new List<Statement>();
        for (; _at < _segments.Count; _at++)
        {
            var segment = _segments[_at];
            if (segment.Kind == SegmentKind.Tag && IsClosing(TagName(segment)))
            {
                break;
            }

            statements.Add(segment.Kind switch
            {
                SegmentKind.Text => new Text(segment.Offset, segment.Value),
                SegmentKind.Output => ParseOutput(segment),
                _ => ParseTag(segment),
            });
        }

        return new Body(statements);
    }

    private Output ParseOutput(Segment segment)
    {
        _tokens.Seek(segment.FirstToken);
        var expression = _expressions.Parse();
        _tokens.ExpectEnd();
        return new Output(segment.Offset, expression, segment.Code);
    }

    private Statement ParseTag(Segment tag)
    {
        _nesting.Enter(tag.Offset);
        var code = new TagCode(tag, _tokens, _expressions);
        Statement statement = code.Name switch
        {
            "if" => ParseIf(tag, code),
            "for" => ParseFor(tag, code),
            "set" => ParseSet(tag, code),
            "filter" => ParseFilterBlock(tag, code),
            "macro" => ParseMacro(tag, code),
            "call" => ParseCall(tag, code),
            "switch" => ParseSwitch(tag, code),
            "block" => ParseBlock(tag, code),
            var name and ("include" or "import" or "from" or "extends") =>
                throw _source.Syntax($"'{name}' loads another template, which templates here can't do.", tag.Offset),
            var name => throw _source.Syntax($"There is no tag '{name}'.", tag.Offset),
        };
        _nesting.Leave();
        return statement;
    }

    private If ParseIf(Segment tag, TagCode code)
    {
        var condition = code.LastExpression();
        var then = BodyOf();
        var next = Continuation(tag, "elif", "elseif", "else", "endif");
        if (next.Name is "elif" or "elseif")
        {
            _nesting.Enter(tag.Offset);
            var nested = ParseIf(_segments[_at], next);
            _nesting.Leave();
            return new If(tag.Offset, condition, then, new Body([nested]));
        }

        next.ExpectEnd();
        var otherwise = next.Name == "else" ? BodyOf() : Body.Empty;
        if (next.Name == "else")
        {
            Continuation(tag, "endif").ExpectEnd();
        }

        return new If(tag.Offset, condition, then, otherwise);
    }

    private For ParseFor(Segment tag, TagCode code)
    {
        var targets = code.Names();
        if (!code.Tokens.Current.IsName("in") || !code.Tokens.StandsAlone())
        {
            throw code.Tokens.Error($"'in' between blanks expected, {code.Tokens.Current} found.");
        }

        code.Tokens.Take();
        if (targets is [{ Id: "loop" }])
        {
            throw _source.Syntax("'loop' is the loop's own variable.", targets[0].Offset);
        }

        var items = code.LastExpression();
        var body = BodyOf();
        var next = Continuation(tag, "else", "endfor");
        next.ExpectEnd();
        if (next.Name == "endfor")
        {
            return new For(tag.Offset, targets, items, body, null);
        }

        var otherwise = BodyOf();
        Continuation(tag, "endfor").ExpectEnd();
        return new For(tag.Offset, targets, items, body, otherwise);
    }

    private Set ParseSet(Segment tag, TagCode code)
    {
        var targets = code.Names();
        if (code.Tokens.Skip("="))
        {
            return new Set(tag.Offset, targets, code.LastExpression(), null);
        }

        code.ExpectEnd();
        var body = BodyUntil(tag, "endset");
        return DeclaresMacro(body)
            ? throw _source.Syntax("A macro can't be declared inside what is set.", tag.Offset)
            : new Set(tag.Offset, targets, null, body);
    }

    private FilterBlock ParseFilterBlock(Segment tag, TagCode code)
    {
        var name = code.Expressions.ParseFilterName();
        var arguments = code.Tokens.Current.Is("(") ? code.Expressions.ParseArguments() : CallArguments.None;
        code.ExpectEnd();
        var body = BodyUntil(tag, "endfilter");
        return DeclaresMacro(body)
            ? throw _source.Syntax("A macro can't be declared inside a filter's block.", tag.Offset)
            : new FilterBlock(tag.Offset, name, arguments, body);
    }

    private static bool DeclaresMacro(Body? body) => body is not null && body.Statements.Any(statement => statement switch
    {
        Macro => true,
        If branch => DeclaresMacro(branch.Then) || DeclaresMacro(branch.Else),
        For loop => DeclaresMacro(loop.Body) || DeclaresMacro(loop.Else),
        Block block => DeclaresMacro(block.Body),
        Set set => DeclaresMacro(set.Body),
        CallBlock call => DeclaresMacro(call.Body),
        FilterBlock filter => DeclaresMacro(filter.Body),
        Switch choice => choice.Cases.Any(option => DeclaresMacro(option.Body)) || DeclaresMacro(choice.Default),
        _ => false,
    });

    private Macro ParseMacro(Segment tag, TagCode code)
    {
        var name = code.Tokens.TakeVariable("The macro's name");
        var signature = code.Signature();
        code.ExpectEnd();
        return new Macro(tag.Offset, name, signature, BodyUntil(tag, "endmacro"));
    }

    private CallBlock ParseCall(Segment tag, TagCode code)
    {
        var signature = code.Tokens.Current.Is("(") ? code.Signature() : new MacroSignature([], []);
        return code.LastExpression() is Call call && IsStatic(call.Target)
            ? new CallBlock(tag.Offset, call, signature, BodyUntil(tag, "endcall"))
            : throw _source.Syntax("'call' needs the call of a macro.", tag.Offset);
    }

    private static bool IsStatic(Expression target) =>
        target is Name || (target is Member { ConstantKey: not null } member && IsStatic(member.Target));

    private Block ParseBlock(Segment tag, TagCode code)
    {
        var name = code.Tokens.TakeVariable("The block's name").Id;
        code.ExpectEnd();
        if (!(_blocks ??= new(StringComparer.Ordinal)).Add(name))
        {
            throw _source.Syntax($"There is a block '{name}' already.", tag.Offset);
        }

        var body = BodyOf();
        var end = Continuation(tag, "endblock");
        if (end.Tokens.Current.Kind == TokenKind.Name && end.Tokens.TakeName("A name") is var closed && closed != name)
        {
            throw _source.Syntax($"'{closed}' closes the block '{name}'.", _segments[_at].Offset);
        }

        end.ExpectEnd();
        return new Block(tag.Offset, name, body);
    }

    private Switch ParseSwitch(Segment tag, TagCode code)
    {
        var value = code.LastExpression();
        if (BodyOf().Statements.Count > 0)
        {
            throw _source.Syntax("Between 'switch' and its first 'case' nothing may stand.", tag.Offset);
        }

        var cases = new List<SwitchCase>();
        Body? otherwise = null;
        while (true)
        {
            var next = Continuation(tag, "case", "default", "endswitch");
            switch (next.Name)
            {
                case "case" when otherwise is null:
                    cases.Add(new SwitchCase(next.LastExpression(), BodyOf()));
                    break;
                case "default" when otherwise is null:
                    next.ExpectEnd();
                    otherwise = BodyOf();
                    break;
                case "endswitch" when cases.Count > 0 || otherwise is not null:
                    next.ExpectEnd();
                    return new Switch(tag.Offset, value, cases, otherwise);
                default:
                    throw _source.Syntax("A 'switch' has cases, then at most one 'default'.", _segments[_at].Offset);
            }
        }
    }

    private Body BodyUntil(Segment tag, string end)
    {
        var body = BodyOf();
        Continuation(tag, end).ExpectEnd();
        return body;
    }

    private Body BodyOf()
    {
        _at++;
        return ParseBody();
    }

    private TagCode Continuation(Segment opened, params ReadOnlySpan<string> expected)
    {
        if (_at >= _segments.Count)
        {
            throw _source.Syntax($"'{TagName(opened)}' is not closed with '{expected[^1]}'.", opened.Offset);
        }

        return expected.Contains(TagName(_segments[_at]))
            ? new TagCode(_segments[_at], _tokens, _expressions)
            : throw _source.Syntax($"'{expected[^1]}' expected, '{TagName(_segments[_at])}' found.", _segments[_at].Offset);
    }
}
