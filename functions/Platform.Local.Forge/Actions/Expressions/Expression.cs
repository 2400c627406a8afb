using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Actions.Expressions;

/// <summary>A parsed expression; parsing finds unknown functions and contexts before anything runs.</summary>
internal sealed class Expression
{
    private static readonly string[] Known =
    [
        "github",
        "env",
        "vars",
        "needs",
        "steps",
        "matrix",
        "secrets",
        "runner",
        "job",
        "strategy",
        "inputs",
    ];
    private readonly List<Token> _tokens;
    private readonly string _source;
    private int _at;
    private Func<Scope, JsonNode?> _evaluate = _ => null;

    private Expression(string source) => (_source, _tokens) = (source, Lexer.Read(source));

    /// <value>True when <c>success()</c>, <c>failure()</c>, <c>cancelled()</c> or <c>always()</c> is used.</value>
    public bool AsksForStatus { get; private set; }

    public static Expression Parse(string source)
    {
        var expression = new Expression(source);
        expression._evaluate = expression.Or();
        return expression.Peek.Kind == TokenKind.End ? expression : throw expression.Unexpected();
    }

    public JsonNode? Evaluate(Scope scope) => _evaluate(scope);

    private Token Peek => _tokens[_at];

    private Func<Scope, JsonNode?> Or()
    {
        var left = And();
        while (Takes("||"))
        {
            var (first, second) = (left, And());
            left = scope => first(scope) is var value && Value.IsTrue(value) ? value : second(scope);
        }

        return left;
    }

    private Func<Scope, JsonNode?> And()
    {
        var left = Equality();
        while (Takes("&&"))
        {
            var (first, second) = (left, Equality());
            left = scope => first(scope) is var value && Value.IsTrue(value) ? second(scope) : value;
        }

        return left;
    }

    private Func<Scope, JsonNode?> Equality()
    {
        var left = Order();
        while (Peek is { Kind: TokenKind.Symbol, Text: "==" or "!=" })
        {
            var wanted = _tokens[_at++].Text == "==";
            var (first, second) = (left, Order());
            left = scope => Value.AreEqual(first(scope), second(scope)) == wanted;
        }

        return left;
    }

    private Func<Scope, JsonNode?> Order()
    {
        var left = Not();
        while (Peek is { Kind: TokenKind.Symbol, Text: "<" or "<=" or ">" or ">=" })
        {
            Func<double, bool> accepts = _tokens[_at++].Text switch
            {
                "<" => sign => sign < 0,
                "<=" => sign => sign <= 0,
                ">" => sign => sign > 0,
                _ => sign => sign >= 0,
            };
            var (first, second) = (left, Not());
            left = scope => Value.Compare(first(scope), second(scope), accepts);
        }

        return left;
    }

    private Func<Scope, JsonNode?> Not()
    {
        if (!Takes("!"))
        {
            return Access();
        }

        var operand = Not();
        return scope => !Value.IsTrue(operand(scope));
    }

    private Func<Scope, JsonNode?> Access()
    {
        var target = Primary();
        while (true)
        {
            var from = target;
            if (Takes("."))
            {
                var all = Takes("*");
                var name = all ? "" : Take(TokenKind.Name).Text;
                target = all ? scope => Every(from(scope)) : scope => Member(from(scope), name);
            }
            else if (Takes("["))
            {
                var key = Or();
                Expect("]");
                target = scope => Member(from(scope), key(scope));
            }
            else
            {
                return target;
            }
        }
    }

    private Func<Scope, JsonNode?> Primary()
    {
        if (Takes("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        var token = _tokens[_at++];
        return token.Kind switch
        {
            TokenKind.Number => _ => token.Number,
            TokenKind.Text => _ => token.Text,
            TokenKind.Name when Takes("(") => Call(token.Text),
            TokenKind.Name => Name(token.Text),
            _ => throw Unexpected(),
        };
    }

    private Func<Scope, JsonNode?> Name(string name) =>
        name switch
        {
            "true" => _ => true,
            "false" => _ => false,
            "null" => _ => null,
            _ when Known.Contains(name, StringComparer.OrdinalIgnoreCase) => scope => Value.Member(scope.Contexts, name),
            _ => throw new ExpressionException($"There is no context named {name}: {_source}"),
        };

    private Func<Scope, JsonNode?> Call(string name)
    {
        var arguments = new List<Func<Scope, JsonNode?>>();
        while (!Takes(")"))
        {
            if (arguments.Count > 0)
            {
                Expect(",");
            }

            arguments.Add(Or());
        }

        AsksForStatus |= Functions.AsksForStatus(name);
        var function = Functions.Find(name, arguments.Count);
        return scope => function(scope, [.. arguments.Select(argument => argument(scope))]);
    }

    // After a ".*" a name is looked up in every element; numbers still pick one.
    private static JsonNode? Member(JsonNode? target, JsonNode? key) =>
        target is JsonArray list && double.IsNaN(Value.AsNumber(key))
            ? new JsonArray([.. list.Select(item => Value.Member(item, key)?.DeepClone()).Where(found => found is not null)])
            : Value.Member(target, key);

    private static JsonArray Every(JsonNode? target) =>
        target switch
        {
            JsonArray list => new JsonArray([.. list.Select(item => item?.DeepClone())]),
            JsonObject container => new JsonArray([.. container.Select(pair => pair.Value?.DeepClone())]),
            _ => new JsonArray(),
        };

    private bool Takes(string symbol)
    {
        var found = Peek.Kind == TokenKind.Symbol && Peek.Text == symbol;
        _at += found ? 1 : 0;
        return found;
    }

    private void Expect(string symbol)
    {
        if (!Takes(symbol))
        {
            throw Unexpected();
        }
    }

    private Token Take(TokenKind kind) => Peek.Kind == kind ? _tokens[_at++] : throw Unexpected();

    private ExpressionException Unexpected() =>
        new($"Unexpected '{_tokens[Math.Min(_at, _tokens.Count - 1)].Text}' in expression: {_source}");
}
