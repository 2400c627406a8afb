using Platform.Core.Scaffolding.Templating.Filters;
using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Evaluates expressions against a scope. In strict mode it refuses undefined values where a value is needed.</summary>
internal sealed class ExpressionEvaluator(RenderSession session)
{
    private RenderBudget Budget => session.Budget;

    public object? Evaluate(Expression expression, Scope scope, Need need)
    {
        Budget.Step();
        Budget.Enter();
        var value = expression switch
        {
            Literal literal => literal.Value,
            Name name => Variable(name, scope, need),
            Member member => MemberOf(member, scope, need),
            Group group => Last(group, scope, need),
            And and =>
                Evaluate(and.Left, scope, Need.Condition) is var left
                    && JsConvert.ToBoolean(left) ? Evaluate(and.Right, scope, need) : left,
            Or or =>
                Evaluate(or.Left, scope, Need.Condition) is var left
                    && JsConvert.ToBoolean(left) ? left : Evaluate(or.Right, scope, need),
            Not not => !Truth(not.Operand, scope),
            InlineIf inline => Choose(inline, scope, need),
            Binary binary => Operate(binary, scope),
            InContainer inside => Contains(inside, scope),
            Sign sign => Signed(sign, scope),
            Filter filter => Filtered(filter, scope, need),
            Test test => Tested(test, scope),
            Call call => Called(call, scope, need),
            SliceOf slice => Sliced(slice, scope, need),
            ArrayLiteral array => new JsArray(array.Items.Select(item => Evaluate(item, scope, Need.Value))),
            RecordLiteral record => Record(record, scope),
            PatternLiteral pattern => Patterns.Compile(pattern.Source, pattern.Flags, Budget),
            _ => throw new InvalidOperationException($"No such expression: {expression.GetType().Name}."),
        };
        Budget.Leave();
        return value;
    }

    public bool Truth(Expression expression, Scope scope) => JsConvert.ToBoolean(Evaluate(expression, scope, Need.Condition));

    public Arguments EvaluateArguments(CallArguments written, Scope scope, Need need = Need.Value)
    {
        var positional = written.Positional.Select(argument => Evaluate(argument, scope, need)).ToList();
        if (written.Keywords.Count == 0)
        {
            return new Arguments(positional);
        }

        var keywords = new JsRecord();
        foreach (var (name, value) in written.Keywords)
        {
            keywords[name] = Evaluate(value, scope, need);
        }

        return new Arguments(positional, keywords);
    }

    private object? Variable(Name name, Scope scope, Need need)
    {
        if (scope.TryGet(name.Id, out var value) && (value is not Undefined || scope.HidesRoot(name.Id)))
        {
            return value;
        }

        if (session.Root.Has(name.Id))
        {
            return session.Root.Get(name.Id);
        }

        if (session.Globals.TryGetValue(name.Id, out var global))
        {
            return global;
        }

        if (need != Need.Probe && session.Strict && value is not Undefined && !session.Optional.Allow(name.Id))
        {
            session.At(name);
            throw new EvaluationException(
                UndefinedNames.Message(name.Id, scope.Names.Concat(session.Root.Names)),
                "template-undefined");
        }

        return Undefined.Value;
    }

    private object? MemberOf(Member member, Scope scope, Need need)
    {
        var target = Evaluate(member.Target, scope, need);
        var key = Evaluate(member.Key, scope, Need.Value);
        session.At(member);
        if (member.Key is Literal)
        {
            RefuseReserved(key);
        }

        var value = IsReserved(key) ? Undefined.Value : JsMembers.Get(target, key, session.Syntax.CookiecutterCompat, Budget);
        if (value is Undefined && need == Need.Value)
        {
            RequireMember(member, target, key);
        }

        return value;
    }

    /// <summary>When the target itself is undefined, it was optional, and so is everything below it.</summary>
    private void RequireMember(Member member, object? target, object? key)
    {
        if (!session.Strict || target is Undefined)
        {
            return;
        }

        var name = JsConvert.ToText(key, Budget);
        var path = UndefinedNames.PathOf(member.Target) is { } parent ? $"{parent}.{name}" : name;
        if (!session.Optional.Allow(path))
        {
            throw new EvaluationException(UndefinedNames.Message(path, UndefinedNames.MembersOf(target)), "template-undefined");
        }
    }

    private static bool IsReserved(object? key) => key is "constructor" or "prototype" or "__proto__";

    private static void RefuseReserved(object? key)
    {
        if (IsReserved(key))
        {
            throw new EvaluationException($"The name '{key}' is reserved.");
        }
    }

    private object? Last(Group group, Scope scope, Need need)
    {
        object? last = Undefined.Value;
        for (var i = 0; i < group.Items.Count; i++)
        {
            last = Evaluate(group.Items[i], scope, i == group.Items.Count - 1 ? need : Need.Condition);
        }

        return last;
    }

    private object? Choose(InlineIf inline, Scope scope, Need need) =>
        Truth(inline.Condition, scope) ? Evaluate(inline.Then, scope, need)
        : inline.Else is null ? string.Empty
        : Evaluate(inline.Else, scope, need);

    private object? Operate(Binary binary, Scope scope)
    {
        var need = binary.Operator <= BinaryOperator.Concat ? Need.Value : Need.Condition;
        var left = Evaluate(binary.Left, scope, need);
        var right = Evaluate(binary.Right, scope, need);
        session.At(binary);
        return JsOperators.Apply(binary.Operator, left, right, Budget);
    }

    private bool Contains(InContainer inside, Scope scope)
    {
        var key = Evaluate(inside.Key, scope, Need.Condition);
        var container = Evaluate(inside.Container, scope, Need.Condition);
        session.At(inside);
        return JsOperators.In(key, container, Budget);
    }

    private double Signed(Sign sign, Scope scope)
    {
        var operand = Evaluate(sign.Operand, scope, Need.Value);
        session.At(sign);
        var number = JsConvert.ToNumber(operand, Budget);
        return sign.Negative ? -number : number;
    }

    private object? Filtered(Filter filter, Scope scope, Need need)
    {
        session.At(filter);
        var body = session.Filters.Find(filter.Id);
        var tolerant = filter.Id is "default" or "d";
        var input = Evaluate(filter.Input, scope, tolerant ? Need.Probe : Need.Value);
        var arguments = EvaluateArguments(filter.Arguments, scope, tolerant ? need : Need.Value);
        session.At(filter);
        return body(new FilterCall(input, arguments, session));
    }

    private bool Tested(Test test, Scope scope)
    {
        session.At(test);
        var body = Tests.Find(test.Id);
        Tests.CheckArguments(test.Id, test.Arguments.Positional.Count, test.Arguments.Keywords.Count);
        var input = Evaluate(test.Input, scope, test.Id is "defined" or "undefined" or "null" ? Need.Probe : Need.Condition);
        var arguments = EvaluateArguments(test.Arguments, scope);
        session.At(test);
        return body(input, arguments, Budget);
    }

    private object? Called(Call call, Scope scope, Need need)
    {
        var target = Evaluate(call.Target, scope, Need.Condition);
        session.At(call);
        if (target is not JsCallable callable)
        {
            var name = UndefinedNames.PathOf(call.Target) is { } path ? $"'{path}'" : "This";
            throw new EvaluationException($"{name} can't be called: it is {JsConvert.TypeOf(target)}.");
        }

        var arguments = EvaluateArguments(call.Arguments, scope, need == Need.Probe ? Need.Probe : Need.Value);
        session.At(call);
        Budget.Step();
        return callable.Invoke(arguments);
    }

    private JsArray Sliced(SliceOf slice, Scope scope, Need need)
    {
        var target = Evaluate(slice.Target, scope, need);
        object? Part(Expression? part) => part is null ? Undefined.Value : Evaluate(part, scope, Need.Value);
        var (start, stop, step) = (Part(slice.Start), Part(slice.Stop), Part(slice.Step));
        session.At(slice);
        return Slices.Take(target, start, stop, step, Budget);
    }

    private JsRecord Record(RecordLiteral literal, Scope scope)
    {
        var record = new JsRecord();
        foreach (var (key, value) in literal.Members)
        {
            RefuseReserved(key);
            record[key] = Evaluate(value, scope, Need.Value);
        }

        return record;
    }
}
