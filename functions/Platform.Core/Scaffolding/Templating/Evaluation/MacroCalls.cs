using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Macros, and what <c>call</c> hands to them.</summary>
/// <param name="capture">Runs a body for its text.</param>
internal sealed class MacroCalls(ExpressionEvaluator expressions, RenderBudget budget, Func<Body, Surroundings, string> capture)
{
    /// <summary>A macro sees the data and what the top of the template has set, not where it stands.</summary>
    public JsCallable Of(Macro macro, Surroundings at) => new(macro.Name.Id, arguments =>
    {
        var inside = new Surroundings(
            at.Exported.Child(isolates: true),
            Frame.Of(macro.Frame, null),
            at.Exported,
            ExportsMacros: true,
            ExportsValues: false);
        return Invoke(macro.Signature, macro.Body, inside, arguments);
    })
    { IsMacro = true };

    public object? Run(CallBlock call, Surroundings at)
    {
        if (expressions.Evaluate(call.Call.Target, at, Need.Condition) is not JsCallable { IsMacro: true, IsCaller: false } macro)
        {
            throw new TemplatingException("'call' needs a macro of this template.");
        }

        var arguments = expressions.EvaluateArguments(call.Call.Arguments, at);
        var keywords = new JsRecord();
        foreach (var key in arguments.Keywords?.Keys ?? [])
        {
            keywords[key] = arguments.Keywords![key];
        }

        keywords["caller"] = CallerOf(call, at);
        return macro.Invoke(new Arguments(arguments.Positional, keywords));
    }

    /// <summary>The body of a <c>call</c> sees where it stands.</summary>
    private JsCallable CallerOf(CallBlock call, Surroundings at) => new("caller", arguments =>
    {
        var inside = at with
        {
            Scope = at.Scope.Child(isolates: true),
            Frame = Frame.Of(call.Frame, at.Frame),
            ExportsMacros = false,
            ExportsValues = false,
        };
        return Invoke(call.Signature, call.Body, inside, arguments);
    })
    { IsMacro = true, IsCaller = true };

    private SafeText Invoke(MacroSignature signature, Body body, Surroundings inside, Arguments arguments)
    {
        budget.Enter();
        var (positional, keywords) = Normalize(signature, arguments);
        for (var i = 0; i < signature.Positional.Count; i++)
        {
            inside.Declare(signature.Positional[i], positional[i]);
        }

        foreach (var (option, standard) in signature.Optional)
        {
            inside.Scope.Declare(option, keywords.TryGetValue(option, out var given)
                ? given
                : expressions.Evaluate(standard, inside, Need.Value));
        }

        var declaresCaller = signature.Positional.Any(name => name.Id == "caller")
            || signature.Optional.Any(option => option.Name == "caller");
        if (!declaresCaller && keywords.TryGetValue("caller", out var caller))
        {
            inside.Scope.Declare("caller", caller);
        }

        var text = capture(body, inside);
        budget.Leave();
        return new SafeText(text);
    }

    /// <summary>Surplus positions fill the options; missing ones are looked for among the names.</summary>
    private static (List<object?> Positional, Dictionary<string, object?> Keywords) Normalize(
        MacroSignature signature, Arguments arguments)
    {
        var keywords = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var key in arguments.Keywords?.Keys ?? [])
        {
            keywords[key] = arguments.Keywords![key];
        }

        var count = signature.Positional.Count;
        var positional = arguments.Positional.Take(count).ToList();
        var surplus = arguments.Positional.Skip(count).Take(signature.Optional.Count).ToList();
        for (var i = 0; i < surplus.Count; i++)
        {
            keywords[signature.Optional[i].Name] = surplus[i];
        }

        for (var i = positional.Count; i < count; i++)
        {
            positional.Add(keywords.Remove(signature.Positional[i].Id, out var named) ? named : Undefined.Value);
        }

        return (positional, keywords);
    }
}
