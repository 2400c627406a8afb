using Platform.Core.Scaffolding.Templating.Evaluation;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>A path that a template reads, from a variable that nothing in the template itself sets.</summary>
/// <param name="Path">The names from the variable on, as far as they are written as names.</param>
/// <param name="Need">What becomes of the value.</param>
/// <param name="Open">More follows that is only known when it runs: a computed key, a method.</param>
internal sealed record TemplateReference(string[] Path, Need Need, int Offset, bool Open)
{
    public string Dotted => string.Join('.', Path);
}

/// <summary>A filter or test, to be looked up.</summary>
internal sealed record TemplateUse(string Name, int Offset);

/// <summary>Collects what a template reads, without running it.</summary>
internal sealed class TemplateReferences
{
    private readonly HashSet<string> _own = new(StringComparer.Ordinal) { "range", "cycler", "joiner", "loop", "caller" };
    private readonly List<TemplateReference> _found = [];
    private readonly List<string> _guards = [];

    private TemplateReferences()
    {
    }

    /// <value>Reads of names that the template doesn't set anywhere; where it sets one somewhere, its reads say nothing.</value>
    public IEnumerable<TemplateReference> Outside => _found.Where(reference => !_own.Contains(reference.Path[0]));

    public List<TemplateUse> Filters { get; } = [];

    public List<TemplateUse> Tests { get; } = [];

    public static TemplateReferences Of(Body body)
    {
        var references = new TemplateReferences();
        references.Read(body);
        return references;
    }

    private void Read(Body? body)
    {
        foreach (var statement in body?.Statements ?? [])
        {
            Read(statement);
        }
    }

    private void Read(Statement statement)
    {
        switch (statement)
        {
            case Output output:
                Read(output.Expression, Need.Value);
                break;
            case If branch:
                Guarded(branch.Condition, () => Read(branch.Then));
                Read(branch.Else);
                break;
            case For loop:
                Read(loop.Items, Need.Value);
                _own.UnionWith(loop.Targets.Select(target => target.Id));
                Read(loop.Body);
                Read(loop.Else);
                break;
            case Set set:
                Read(set.Value, Need.Value);
                Read(set.Body);
                _own.UnionWith(set.Targets.Select(target => target.Id));
                break;
            case Switch choice:
                Read(choice.Value, Need.Condition);
                foreach (var option in choice.Cases)
                {
                    Read(option.Value, Need.Condition);
                    Read(option.Body);
                }

                Read(choice.Default);
                break;
            case Block block:
                Read(block.Body);
                break;
            case FilterBlock filter:
                Filters.Add(new(filter.Id, filter.Offset));
                Read(filter.Arguments);
                Read(filter.Body);
                break;
            case Macro macro:
                _own.Add(macro.Name.Id);
                Read(macro.Signature);
                Read(macro.Body);
                break;
            case CallBlock call:
                Read(call.Call, Need.Value);
                Read(call.Signature);
                Read(call.Body);
                break;
        }
    }

    /// <summary>What is only read when it is there is not missed when it isn't.</summary>
    private void Guarded(Expression condition, Action inner)
    {
        var before = _found.Count;
        Read(condition, Need.Condition);
        var guards = _found.Skip(before).Select(reference => reference.Dotted).ToList();
        _guards.AddRange(guards);
        inner();
        _guards.RemoveRange(_guards.Count - guards.Count, guards.Count);
    }

    private void Add(TemplateReference reference) => _found.Add(
        reference.Need == Need.Value && _guards.Contains(reference.Dotted)
            ? reference with { Need = Need.Condition }
            : reference);

    private void Read(MacroSignature signature)
    {
        _own.UnionWith(signature.Positional.Select(name => name.Id));
        foreach (var (name, standard) in signature.Optional)
        {
            _own.Add(name);
            Read(standard, Need.Value);
        }
    }

    private void Read(CallArguments arguments)
    {
        foreach (var argument in arguments.Positional.Concat(arguments.Keywords.Select(keyword => keyword.Value)))
        {
            Read(argument, Need.Value);
        }
    }

    private void Read(Expression? expression, Need need)
    {
        switch (expression)
        {
            case Name or Member:
                ReadPath(expression, need, open: false);
                break;
            case Group group:
                foreach (var item in group.Items)
                {
                    Read(item, need);
                }

                break;
            case And and:
                Guarded(and.Left, () => Read(and.Right, need));
                break;
            case Or or:
                Read(or.Left, Need.Condition);
                Read(or.Right, need);
                break;
            case Not not:
                Read(not.Operand, Need.Condition);
                break;
            case Sign sign:
                Read(sign.Operand, Need.Value);
                break;
            case InlineIf inline:
                Guarded(inline.Condition, () => Read(inline.Then, need));
                Read(inline.Else, need);
                break;
            case Binary binary:
                var operand = binary.Operator <= BinaryOperator.Concat ? Need.Value : Need.Condition;
                Read(binary.Left, operand);
                Read(binary.Right, operand);
                break;
            case InContainer inside:
                Read(inside.Key, Need.Condition);
                Read(inside.Container, Need.Condition);
                break;
            case Filter filter:
                Filters.Add(new(filter.Id, filter.Offset));
                Read(filter.Input, filter.Id is "default" or "d" ? Need.Probe : Need.Value);
                Read(filter.Arguments);
                break;
            case Test test:
                Tests.Add(new(test.Id, test.Offset));
                Read(test.Input, test.Id is "defined" or "undefined" or "null" ? Need.Probe : Need.Condition);
                Read(test.Arguments);
                break;
            case Call call:
                // A method: what it is called on is read, its name is no member of the data.
                if (call.Target is Member method)
                {
                    ReadPath(method.Target, Need.Condition, open: true);
                }
                else
                {
                    Read(call.Target, Need.Condition);
                }

                Read(call.Arguments);
                break;
            case SliceOf slice:
                ReadPath(slice.Target, need, open: true);
                Read(slice.Start, Need.Value);
                Read(slice.Stop, Need.Value);
                Read(slice.Step, Need.Value);
                break;
            case ArrayLiteral array:
                foreach (var item in array.Items)
                {
                    Read(item, Need.Value);
                }

                break;
            case RecordLiteral record:
                foreach (var (_, value) in record.Members)
                {
                    Read(value, Need.Value);
                }

                break;
        }
    }

    /// <summary>
    /// A path of names as far as there is one; below a computed key or a result of something, the rest is open.
    /// </summary>
    private void ReadPath(Expression expression, Need need, bool open)
    {
        var names = new List<string>();
        var at = expression;
        while (true)
        {
            switch (at)
            {
                case Group { Items: [var only] }:
                    at = only;
                    continue;
                case Member { Key: Literal { Value: string key } } member:
                    names.Insert(0, key);
                    at = member.Target;
                    continue;
                case Member computed:
                    Read(computed.Key, Need.Value);
                    ReadPath(computed.Target, Need.Condition, open: true);
                    return;
                case Name name:
                    names.Insert(0, name.Id);
                    Add(new([.. names], need, expression.Offset, open));
                    return;
                default:
                    Read(at, names.Count > 0 ? Need.Condition : need);
                    return;
            }
        }
    }
}
