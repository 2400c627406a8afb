using Platform.Core.Scaffolding.Templating.Filters;
using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Evaluates expressions where they stand. In strict mode it refuses undefined values where a value is needed.</summary>
internal sealed class ExpressionEvaluator(RenderSession session)
{
    private RenderBudget Budget => session.Budget;

    public object? Evaluate(Expression expression, Surroundings at, Need need)
    {
        Budget.Step();
        Budget.Enter();
        var value = expression.Kind switch
        {
            ExpressionKind.Literal => ((Literal)expression).Value,
            ExpressionKind.Name => Variable((Name)expression, at, need),
            ExpressionKind.Member => MemberOf((Member)expression, at, need),
            ExpressionKind.Filter => Filtered((Filter)expression, at, need),
            ExpressionKind.Binary => Operate((Binary)expression, at),
            ExpressionKind.Call => Called((Call)expression, at, need),
            ExpressionKind.Group => Last((Group)expression, at, need),
            ExpressionKind.And => Both((And)expression, at, need),
            ExpressionKind.Or => Either((Or)expression, at, need),
            ExpressionKind.Not => JsConvert.Box(!Truth(((Not)expression).Operand, at)),
            ExpressionKind.InlineIf => Choose((InlineIf)expression, at, need),
            ExpressionKind.In => Contains((InContainer)expression, at),
            ExpressionKind.Sign => Signed((Sign)expression, at),
            ExpressionKind.Test => Tested((Test)expression, at),
            ExpressionKind.Slice => Sliced((SliceOf)expression, at, need),
            ExpressionKind.Array => new JsArray(EvaluateAll(((ArrayLiteral)expression).Items, at, Need.Value)),
            ExpressionKind.Record => Record((RecordLiteral)expression, at),
            ExpressionKind.Pattern => Pattern((PatternLiteral)expression),
            _ => throw new InvalidOperationException($"No such expression: {expression.Kind}."),
        };
        Budget.Leave();
        return value;
    }

    public bool Truth(Expression expression, Surroundings at) => JsConvert.ToBoolean(Evaluate(expression, at, Need.Condition));

    public Arguments EvaluateArguments(CallArguments written, Surroundings at, Need need = Need.Value)
    {
        if (written.Positional.Count == 0 && written.Keywords.Count == 0)
        {
            return Arguments.None;
        }

        var positional = EvaluateAll(written.Positional, at, need);
        if (written.Keywords.Count == 0)
        {
            return new Arguments(positional);
        }

        var keywords = new JsRecord();
        foreach (var (name, value) in written.Keywords)
        {
            keywords[name] = Evaluate(value, at, need);
        }

        return new Arguments(positional, keywords);
    }

    private List<object?> EvaluateAll(IReadOnlyList<Expression> expressions, Surroundings at, Need need)
    {
        var values = new List<object?>(expressions.Count);
        for (var i = 0; i < expressions.Count; i++)
        {
            values.Add(Evaluate(expressions[i], at, need));
        }

        return values;
    }

    private object? Both(And and, Surroundings at, Need need)
    {
        var left = Evaluate(and.Left, at, Need.Condition);
        return JsConvert.ToBoolean(left) ? Evaluate(and.Right, at, need) : left;
    }

    private object? Either(Or or, Surroundings at, Need need)
    {
        var left = Evaluate(or.Left, at, Need.Condition);
        return JsConvert.ToBoolean(left) ? left : Evaluate(or.Right, at, need);
    }

    private JsPattern Pattern(PatternLiteral pattern)
    {
        session.At(pattern);
        return Patterns.Compile(pattern.Source, pattern.Flags, Budget);
    }

    private object? Variable(Name name, Surroundings at, Need need)
    {
        if (name.Slot.Frame is not null)
        {
            return at.Frame[name.Slot];
        }

        if (at.Scope.TryGet(name.Id, out var value) || session.TryGlobal(name.Id, out value))
        {
            return value;
        }

        if (need != Need.Probe && session.Strict && !session.Optional.Allow(name.Id))
        {
            session.At(name);
            throw new TemplatingException(UndefinedNames.Message(name.Id, at.Scope.Names), "template-undefined");
        }

        return Undefined.Value;
    }

    private object? MemberOf(Member member, Surroundings at, Need need)
    {
        var target = Evaluate(member.Target, at, need);
        var key = member.ConstantKey;
        if (key is null)
        {
            var computed = Evaluate(member.Key, at, Need.Value);
            session.At(member);
            key = JsConvert.ToText(computed, Budget);
        }

        session.At(member);
        var value = JsMembers.Get(target, key, session.Syntax.CookiecutterCompat, Budget);
        if (need == Need.Value && value is Undefined)
        {
            RequireMember(member, target, key);
        }

        return value;
    }

    /// <summary>When the target itself is undefined, it was optional, and so is everything below it.</summary>
    private void RequireMember(Member member, object? target, string name)
    {
        if (!session.Strict || target is Undefined)
        {
            return;
        }

        var path = UndefinedNames.PathOf(member.Target) is { } parent ? $"{parent}.{name}" : name;
        if (!session.Optional.Allow(path))
        {
            throw new TemplatingException(UndefinedNames.Message(path, UndefinedNames.MembersOf(target)), "template-undefined");
        }
    }

    private object? Last(Group group, Surroundings at, Need need)
    {
        var last = group.Items.Count - 1;
        for (var i = 0; i < last; i++)
        {
            JsConvert.RefuseCallable(Evaluate(group.Items[i], at, Need.Condition));
        }

        return Evaluate(group.Items[last], at, need);
    }

    private object? Choose(InlineIf inline, Surroundings at, Need need) =>
        Truth(inline.Condition, at) ? Evaluate(inline.Then, at, need)
        : inline.Else is null ? string.Empty
        : Evaluate(inline.Else, at, need);

    private object? Operate(Binary binary, Surroundings at)
    {
        var need = binary.Operator <= BinaryOperator.Concat ? Need.Value : Need.Condition;
        var left = Evaluate(binary.Left, at, need);
        var right = Evaluate(binary.Right, at, need);
        session.At(binary);
        return JsOperators.Apply(binary.Operator, left, right, Budget);
    }

    private object Contains(InContainer inside, Surroundings at)
    {
        var key = Evaluate(inside.Key, at, Need.Condition);
        var container = Evaluate(inside.Container, at, Need.Condition);
        session.At(inside);
        return JsConvert.Box(JsOperators.In(key, container, Budget));
    }

    private double Signed(Sign sign, Surroundings at)
    {
        var operand = Evaluate(sign.Operand, at, Need.Value);
        session.At(sign);
        var number = JsConvert.ToNumber(operand, Budget);
        return sign.Negative ? -number : number;
    }

    private object? Filtered(Filter filter, Surroundings at, Need need)
    {
        session.At(filter);
        var body = filter.Body ??= session.Filters.Find(filter.Id);
        var tolerant = filter.Id is "default" or "d";
        var input = Evaluate(filter.Input, at, tolerant ? Need.Probe : Need.Value);
        var arguments = EvaluateArguments(filter.Arguments, at, tolerant ? need : Need.Value);
        session.At(filter);
        return FilterCall.Run(filter.Id, body, input, arguments, session);
    }

    private object Tested(Test test, Surroundings at)
    {
        session.At(test);
        var body = test.Body ??= Tests.Find(test.Id);
        Tests.CheckArguments(test.Id, test.Arguments.Positional.Count, test.Arguments.Keywords.Count);
        var input = Evaluate(test.Input, at, test.Id is "defined" or "undefined" or "null" ? Need.Probe : Need.Condition);
        var arguments = EvaluateArguments(test.Arguments, at);
        session.At(test);
        return JsConvert.Box(Tests.Run(test.Id, body, input, arguments, Budget));
    }

    private object? Called(Call call, Surroundings at, Need need)
    {
        var target = Evaluate(call.Target, at, Need.Condition);
        session.At(call);
        if (target is not JsCallable callable)
        {
            var name = UndefinedNames.PathOf(call.Target) is { } path ? $"'{path}'" : "This";
            throw new TemplatingException($"{name} can't be called: it is {JsConvert.TypeOf(target)}.");
        }

        callable.CheckArguments(call.Arguments.Positional.Count, call.Arguments.Keywords.Count);
        var arguments = EvaluateArguments(call.Arguments, at, need == Need.Probe ? Need.Probe : Need.Value);
        session.At(call);
        Budget.Step();
        return callable.Invoke(arguments);
    }

    private JsArray Sliced(SliceOf slice, Surroundings at, Need need)
    {
        var target = Evaluate(slice.Target, at, need);
        JsConvert.RefuseCallable(target);
        object? Part(Expression? part, object? missing) => part is null ? missing : Evaluate(part, at, Need.Value);
        var (start, stop, step) = (Part(slice.Start, null), Part(slice.Stop, null), Part(slice.Step, 1d));
        session.At(slice);
        return Slices.Take(target, start, stop, step, Budget);
    }

    private JsRecord Record(RecordLiteral literal, Surroundings at)
    {
        var record = new JsRecord();
        foreach (var (key, value) in literal.Members)
        {
            record[key] = Evaluate(value, at, Need.Value);
        }

        return record;
    }
}
