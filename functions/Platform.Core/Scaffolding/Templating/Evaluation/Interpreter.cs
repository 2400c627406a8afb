using Platform.Core.Scaffolding.Templating.Filters;
using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Runs a template's statements.</summary>
internal sealed class Interpreter
{
    private readonly RenderSession _session;
    private readonly ExpressionEvaluator _expressions;
    private MacroCalls? _macros;
    private readonly Surroundings _top;

    public Interpreter(RenderSession session, FramePlan frame)
    {
        _session = session;
        _expressions = new ExpressionEvaluator(session);
        var exported = new Scope(parent: null, session.Root, isolated: true);
        _top = new(exported.Child(isolates: true), Frame.Of(frame, null), exported, ExportsMacros: true, ExportsValues: true);
    }

    private MacroCalls Macros => _macros ??= new MacroCalls(_expressions, _session.Budget, Capture);

    public string Render(Body body, bool asJson)
    {
        var output = new OutputWriter(_session.Budget, asJson);
        Run(body, _top, output);
        return output.ToString();
    }

    public object? Evaluate(Expression expression) => _expressions.Evaluate(expression, _top, Need.Value);

    private void Run(Body body, Surroundings at, OutputWriter output)
    {
        _session.Budget.Enter();
        for (var i = 0; i < body.Statements.Count; i++)
        {
            var statement = body.Statements[i];
            _session.Budget.Step();
            _session.At(statement);
            switch (statement)
            {
                case Text text:
                    output.Text(text.Value);
                    break;
                case Output expression:
                    output.Value(_expressions.Evaluate(expression.Expression, at, Need.Value));
                    break;
                case If branch:
                    Run(_expressions.Truth(branch.Condition, at) ? branch.Then : branch.Else, at, output);
                    break;
                case For loop:
                    RunFor(loop, at, output);
                    break;
                case Set set:
                    RunSet(set, at);
                    break;
                case Switch choice:
                    RunSwitch(choice, at, output);
                    break;
                case Block block:
                    RunBlock(block, at, output);
                    break;
                case FilterBlock filter:
                    RunFilter(filter, at, output);
                    break;
                case Macro macro:
                    Declare(macro, at);
                    break;
                case CallBlock call:
                    _session.At(call);
                    output.Value(Macros.Run(call, at));
                    break;
            }
        }

        _session.Budget.Leave();
    }

    private string Capture(Body body, Surroundings at)
    {
        var output = new OutputWriter(_session.Budget);
        Run(body, at, output);
        return output.ToString();
    }

    private void RunFor(For loop, Surroundings at, OutputWriter output)
    {
        var items = _expressions.Evaluate(loop.Items, at, Need.Value);
        var turns = LoopItems.Of(items, loop.Targets.Count, _session.Budget);
        var inside = at with { Scope = at.Scope.Child(), ExportsMacros = false, ExportsValues = false };
        if (JsConvert.ToBoolean(items))
        {
            at.Frame[loop.Length] = turns.Length;
        }

        // What is empty keeps the number of turns of the last time, and then there is no 'else'.
        var length = at.Frame[loop.Length];
        for (var i = 0; i < turns.Turns.Count; i++)
        {
            _session.Budget.Step();
            Declare(loop, turns, turns.Turns[i], inside);
            if (loop.UsesLoop)
            {
                inside.Scope.Declare("loop", LoopItems.Describe(i, length, _session.Budget));
            }

            Run(loop.Body, inside, output);
        }

        if (loop.Else is not null && !JsConvert.ToBoolean(length))
        {
            Run(loop.Else, inside, output);
        }
    }

    private static void Declare(For loop, LoopItems turns, object? turn, Surroundings inside)
    {
        if (loop.Targets.Count == 1)
        {
            inside.Declare(loop.Targets[0], turn);
            return;
        }

        for (var i = 0; i < loop.Targets.Count; i++)
        {
            if (!turns.Named)
            {
                inside.Bind(loop.Targets[i], LoopItems.Part(turn, i));
            }
            else if (i < 2)
            {
                inside.Declare(loop.Targets[i], LoopItems.Part(turn, i));
            }
        }
    }

    private void RunSet(Set set, Surroundings at)
    {
        var value = set.Body is null ? _expressions.Evaluate(set.Value!, at, Need.Value) : Capture(set.Body, at);
        foreach (var target in set.Targets)
        {
            at.Assign(target, value);
        }
    }

    private void Declare(Macro macro, Surroundings at)
    {
        var callable = Macros.Of(macro, at);
        at.Bind(macro.Name, callable);
        if (at.ExportsMacros)
        {
            at.Exported.Declare(macro.Name.Id, callable);
        }
    }

    private void RunBlock(Block block, Surroundings at, OutputWriter output) => Run(
        block.Body,
        new(at.Scope.Child(isolates: true), Frame.Of(block.Frame, null), at.Exported, ExportsMacros: true, ExportsValues: false),
        output);

    private void RunSwitch(Switch choice, Surroundings at, OutputWriter output)
    {
        var value = _expressions.Evaluate(choice.Value, at, Need.Condition);
        var matched = false;
        foreach (var option in choice.Cases)
        {
            matched = matched || JsOperators.StrictEquals(value, _expressions.Evaluate(option.Value, at, Need.Condition));
            // An empty case falls through to the next one.
            if (matched && option.Body.Statements.Count > 0)
            {
                Run(option.Body, at, output);
                return;
            }
        }

        if (choice.Default is { } otherwise)
        {
            Run(otherwise, at, output);
        }
    }

    private void RunFilter(FilterBlock filter, Surroundings at, OutputWriter output)
    {
        var body = _session.Filters.Find(filter.Id);
        var text = Capture(filter.Body, at with { Scope = at.Scope.Child() });
        var arguments = _expressions.EvaluateArguments(filter.Arguments, at);
        _session.At(filter);
        output.Value(FilterCall.Run(filter.Id, body, text, arguments, _session));
    }
}
