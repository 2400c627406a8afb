namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>
/// Gives the names of loops, macros and macros' arguments their slots, in the order of Nunjucks' compiler: a name means what
/// was bound before it in the source, also when the binding has not run yet. All other names are looked up when they are used.
/// </summary>
internal sealed class SlotPlanner
{
    private Dictionary<string, Name>? _bound;
    private readonly FramePlan _frame;
    private readonly SlotPlanner? _outer;
    private readonly NestingGuard _nesting;
    private readonly Asked _loop;

    private SlotPlanner(FramePlan frame, SlotPlanner? outer, NestingGuard nesting, Asked loop)
    {
        _frame = frame;
        _outer = outer;
        _nesting = nesting;
        _loop = loop;
    }

    public static FramePlan Plan(Body body, NestingGuard nesting)
    {
        var frame = new FramePlan();
        new SlotPlanner(frame, null, nesting, new Asked()).Visit(body);
        return frame;
    }

    private void Bind(Name name)
    {
        name.Slot = _frame.Add();
        (_bound ??= new(StringComparer.Ordinal))[name.Id] = name;
    }

    private void Use(Name name)
    {
        _loop.Times += name.Id == "loop" ? 1 : 0;
        for (var region = this; region is not null; region = region._outer)
        {
            if (region._bound is not null && region._bound.TryGetValue(name.Id, out var bound))
            {
                name.Slot = bound.Slot;
                return;
            }
        }

        name.Slot = Slot.None;
    }

    private void Visit(Body? body)
    {
        for (var i = 0; i < body?.Statements.Count; i++)
        {
            Visit(body.Statements[i]);
        }
    }

    private void Visit(Statement statement)
    {
        _nesting.Enter(statement.Offset);
        VisitParts(statement);
        _nesting.Leave();
    }

    private void VisitParts(Statement statement)
    {
        switch (statement)
        {
            case Output output:
                Visit(output.Expression);
                break;
            case If branch:
                Visit(branch.Condition);
                Visit(branch.Then);
                Visit(branch.Else);
                break;
            case For loop:
                Visit(loop);
                break;
            case Set set:
                Visit(set.Value);
                Visit(set.Body);
                foreach (var target in set.Targets)
                {
                    Use(target);
                }

                break;
            case Switch choice:
                Visit(choice.Value);
                foreach (var option in choice.Cases)
                {
                    Visit(option.Value);
                    Visit(option.Body);
                }

                Visit(choice.Default);
                break;
            case Block block:
                new SlotPlanner(block.Frame, null, _nesting, _loop).Visit(block.Body);
                break;
            case FilterBlock filter:
                Visit(filter.Body);
                Visit(filter.Arguments);
                break;
            case Macro macro:
                Bind(macro.Name);
                Callable(macro.Frame, null, macro.Signature, macro.Body);
                break;
            case CallBlock call:
                Visit(call.Call);
                Callable(call.Frame, this, call.Signature, call.Body);
                break;
        }
    }

    private void Visit(For loop)
    {
        Visit(loop.Items);
        loop.Length = _frame.Add();
        var before = _loop.Times;
        var inside = new SlotPlanner(_frame, this, _nesting, _loop);
        foreach (var target in loop.Targets)
        {
            inside.Bind(target);
        }

        inside.Visit(loop.Body);
        inside.Visit(loop.Else);
        loop.UsesLoop = _loop.Times > before;
    }

    private void Callable(FramePlan frame, SlotPlanner? outer, MacroSignature signature, Body body)
    {
        var inside = new SlotPlanner(frame, outer, _nesting, _loop);
        var own = new Dictionary<string, Slot>(StringComparer.Ordinal);
        foreach (var name in signature.Positional)
        {
            if (own.TryGetValue(name.Id, out var known))
            {
                name.Slot = known;
            }
            else
            {
                inside.Bind(name);
                own[name.Id] = name.Slot;
            }
        }

        foreach (var (_, standard) in signature.Optional)
        {
            inside.Visit(standard);
        }

        inside.Visit(body);
    }

    private void Visit(CallArguments arguments)
    {
        foreach (var argument in arguments.Positional)
        {
            Visit(argument);
        }

        foreach (var (_, value) in arguments.Keywords)
        {
            Visit(value);
        }
    }

    private void VisitAll(IEnumerable<Expression> expressions)
    {
        foreach (var expression in expressions)
        {
            Visit(expression);
        }
    }

    /// <summary>Chains like <c>a + b + c</c> are deep here, though nothing in them is nested.</summary>
    private void Visit(Expression? expression)
    {
        if (expression is not null)
        {
            _nesting.Enter(expression.Offset);
            VisitParts(expression);
            _nesting.Leave();
        }
    }

    private void VisitParts(Expression expression)
    {
        switch (expression)
        {
            case Name name:
                Use(name);
                break;
            case Member member:
                Visit(member.Target);
                Visit(member.Key);
                break;
            case SliceOf slice:
                Visit(slice.Target);
                Visit(slice.Start);
                Visit(slice.Stop);
                Visit(slice.Step);
                break;
            case Call call:
                Visit(call.Target);
                Visit(call.Arguments);
                break;
            case Filter filter:
                Visit(filter.Input);
                Visit(filter.Arguments);
                break;
            case Test test:
                Visit(test.Input);
                Visit(test.Arguments);
                break;
            case Not not:
                Visit(not.Operand);
                break;
            case Sign sign:
                Visit(sign.Operand);
                break;
            case Binary binary:
                Visit(binary.Left);
                Visit(binary.Right);
                break;
            case And and:
                Visit(and.Left);
                Visit(and.Right);
                break;
            case Or or:
                Visit(or.Left);
                Visit(or.Right);
                break;
            case InContainer inside:
                Visit(inside.Key);
                Visit(inside.Container);
                break;
            case InlineIf inline:
                Visit(inline.Condition);
                Visit(inline.Then);
                Visit(inline.Else);
                break;
            case ArrayLiteral array:
                VisitAll(array.Items);
                break;
            case Group group:
                VisitAll(group.Items);
                break;
            case RecordLiteral record:
                VisitAll(record.Members.Select(member => member.Value));
                break;
        }
    }

    /// <summary>How often <c>loop</c> was met so far, in the whole template.</summary>
    private sealed class Asked
    {
        public int Times { get; set; }
    }
}
