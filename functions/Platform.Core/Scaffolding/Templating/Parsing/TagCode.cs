namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>The code inside one tag, behind the tag's name.</summary>
internal sealed class TagCode
{
    public TagCode(Segment tag, TokenStream tokens, ExpressionParser expressions)
    {
        (Tokens, Expressions) = (tokens, expressions);
        Tokens.Seek(tag.FirstToken);
        Name = Tokens.TakeName("The name of a tag");
    }

    public string Name { get; }

    public TokenStream Tokens { get; }

    public ExpressionParser Expressions { get; }

    public void ExpectEnd() => Tokens.ExpectEnd();

    public Expression LastExpression()
    {
        var expression = Expressions.Parse();
        Tokens.ExpectEnd();
        return expression;
    }

    public List<Name> Names()
    {
        var names = new List<Name> { Tokens.TakeVariable("The name of a variable") };
        while (Tokens.Skip(","))
        {
            names.Add(Tokens.TakeVariable("The name of a variable"));
        }

        return names;
    }

    public MacroSignature Signature()
    {
        var arguments = Expressions.ParseArguments();
        var positional = arguments.Positional.Select(argument => argument as Name
            ?? throw Tokens.Error("The arguments of a macro are names, with a default behind '=' at most."));
        return new MacroSignature([.. positional], arguments.Keywords);
    }
}
