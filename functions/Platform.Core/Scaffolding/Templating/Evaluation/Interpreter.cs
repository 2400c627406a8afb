using Platform.Core.Scaffolding.Templating.Filters;
using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Runs a template's statements.</summary>
internal sealed class Interpreter
{
    private readonly RenderSession _session;
    private readonly ExpressionEvaluator _expressions;
    private readonly Scope _top = new(parent: null);

    public Interpreter(RenderSession session)
    {
        _session = session;
        _expressions = new ExpressionEvaluator(session);
    }

    public string Render(Body body, bool asJson)
    {
        var output = new OutputWriter(_session.Budget, asJson);
        Run(body, _top, output);
        return output.ToString();
    }

    public object? Evaluate(Expression expression) => _expressions.Evaluate(expression, _top, Need.Value);

    private void Run(Body body, Scope scope, OutputWriter output)
    {
        _session.Budget.Enter();
        foreach (var statement in body.Statements)
        {
            _session.Budget.Step();
            _session.At(statement);
            switch (statement)
            {
                case Text text:
                    output.Text(text.Value);
                    break;
                case Output expression:
                    output.Value(_expressions.Evaluate(expression.Expression, scope, Need.Value));
                    break;
                case If branch:
                    Run(_expressions.Truth(branch.Condition, scope) ? branch.Then : branch.Else, scope, output);
                    break;
                case For loop:
                    RunFor(loop, scope, output);
                    break;
                case Set set:
                    RunSet(set, scope);
                    break;
                case Switch choice:
                    RunSwitch(choice, scope, output);
                    break;
                case Block block:
                    Run(block.Body, scope, output);
                    break;
                case FilterBlock filter:
                    RunFilter(filter, scope, output);
                    break;
                case Macro macro:
                    Bind(macro.Id, MacroOf(macro.Id, macro.Signature, macro.Body, closure: null), scope);
                    break;
                case CallBlock call:
                    RunCall(call, scope, output);
                    break;
            }
        }

        _session.Budget.Leave();
    }

    private string Capture(Body body, Scope scope)
    {
        var output = new OutputWriter(_session.Budget);
        Run(body, scope, output);
        return output.ToString();
    }

    private void RunFor(For loop, Scope scope, OutputWriter output)
    {
        var items = _expressions.Evaluate(loop.Items, scope, Need.Value);
        var turns = LoopItems.Of(items, loop.Targets.Count, _session);
        if (turns.Count == 0)
        {
            Run(loop.Else, scope, output);
            return;
        }

        var inner = new Scope(scope);
        var state = new JsRecord();
        inner.Declare("loop", state);
        for (var i = 0; i < turns.Count; i++)
        {
            _session.Budget.Step();
            LoopItems.Describe(state, i, turns.Count);
            for (var target = 0; target < loop.Targets.Count; target++)
            {
                inner.Declare(loop.Targets[target], turns[i](target));
            }

            Run(loop.Body, inner, output);
        }
    }

    private void RunSet(Set set, Scope scope)
    {
        var value = set.Body is null ? _expressions.Evaluate(set.Value!, scope, Need.Value) : Capture(set.Body, scope);
        foreach (var target in set.Targets)
        {
            Bind(target, value, scope);
        }
    }

    private void Bind(string name, object? value, Scope scope)
    {
        scope.Assign(name, value);
        if (ReferenceEquals(scope, _top))
        {
            // Macros don't see the scopes around them, but they do see what the top of the template set.
            _session.Root.Set(name, value);
        }
    }

    private void RunSwitch(Switch choice, Scope scope, OutputWriter output)
    {
        var value = _expressions.Evaluate(choice.Value, scope, Need.Condition);
        var matched = false;
        foreach (var option in choice.Cases)
        {
            matched = matched || JsOperators.StrictEquals(value, _expressions.Evaluate(option.Value, scope, Need.Condition));
            // An empty case falls through to the next one.
            if (matched && option.Body.Statements.Count > 0)
            {
                Run(option.Body, scope, output);
                return;
            }
        }

        if (choice.Default is { } otherwise)
        {
            Run(otherwise, scope, output);
        }
    }

    private void RunFilter(FilterBlock filter, Scope scope, OutputWriter output)
    {
        var body = _session.Filters.Find(filter.Id);
        var text = Capture(filter.Body, scope);
        var arguments = _expressions.EvaluateArguments(filter.Arguments, scope);
        _session.At(filter);
        output.Value(body(new FilterCall(text, arguments, _session)));
    }

    private void RunCall(CallBlock call, Scope scope, OutputWriter output)
    {
        var caller = MacroOf("caller", call.Signature, call.Body, scope);
        var arguments = _expressions.EvaluateArguments(call.Call.Arguments, scope);
        var target = _expressions.Evaluate(call.Call.Target, scope, Need.Condition);
        _session.At(call);
        if (target is not JsCallable macro)
        {
            throw new EvaluationException($"'call' needs a macro, not {JsConvert.TypeOf(target)}.");
        }

        var keywords = new JsRecord();
        foreach (var key in arguments.Keywords?.Keys ?? [])
        {
            keywords[key] = arguments.Keywords![key];
        }

        keywords["caller"] = caller;
        output.Value(macro.Invoke(new Arguments(arguments.Positional, keywords)));
    }

    /// <param name="closure">The scope a caller's body sees; a macro sees none.</param>
    private JsCallable MacroOf(string name, MacroSignature signature, Body body, Scope? closure) => new(name, arguments =>
    {
        _session.Budget.Enter();
        var scope = new Scope(closure, isolated: true);
        for (var i = 0; i < signature.Positional.Count; i++)
        {
            scope.Declare(signature.Positional[i], arguments.Named(i, signature.Positional[i]));
        }

        for (var i = 0; i < signature.Optional.Count; i++)
        {
            var (option, standard) = signature.Optional[i];
            var given = arguments.Keywords?.Has(option) == true
                ? arguments.Keywords[option]
                : arguments[signature.Positional.Count + i];
            var missing = given is Undefined && arguments.Keywords?.Has(option) != true;
            scope.Declare(option, missing ? _expressions.Evaluate(standard, scope, Need.Value) : given);
        }

        if (arguments.Keywords?.Has("caller") == true)
        {
            scope.Declare("caller", arguments.Keywords["caller"]);
        }

        var text = Capture(body, scope);
        _session.Budget.Leave();
        return new SafeText(text);
    });
}
