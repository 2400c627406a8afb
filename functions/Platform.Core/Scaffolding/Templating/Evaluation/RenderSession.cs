using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating.Filters;
using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>What one rendering works with: data, limits, mode, and the place it has reached.</summary>
internal sealed class RenderSession
{
    public RenderSession(
        JsonObject context,
        TemplateSyntax syntax,
        RenderLimits limits,
        RenderMode mode,
        OptionalNames optional,
        CancellationToken cancellationToken)
    {
        Root = new JsRecord(context);
        Budget = new RenderBudget(limits, cancellationToken);
        Syntax = syntax;
        Strict = mode == RenderMode.Strict;
        Optional = optional;
    }

    /// <value>The data; what is used of it is copied, so nothing that a template does reaches the caller's.</value>
    public JsRecord Root { get; }

    public RenderBudget Budget { get; }

    public TemplateSyntax Syntax { get; }

    public bool Strict { get; }

    public OptionalNames Optional { get; }

    public FilterSet Filters => FilterSet.For(Syntax);

    private Dictionary<string, JsCallable>? _globals;

    /// <summary>The same function each time, made when it is first asked for.</summary>
    public bool TryGlobal(string name, out object? value)
    {
        value = null;
        if (_globals?.GetValueOrDefault(name) is { } known)
        {
            value = known;
        }
        else if (GlobalFunctions.Create(name, Budget) is { } created)
        {
            (_globals ??= new(StringComparer.Ordinal))[name] = created;
            value = created;
        }

        return value is not null;
    }

    /// <value>Offset of what is being evaluated, for messages.</value>
    public int Offset { get; private set; }

    /// <value>Where the expression around it stands in the source; null when it is a tag.</value>
    public Range? Code => (_statement as Output)?.Code;

    private Statement? _statement;

    public void At(Expression expression) => Offset = expression.Offset;

    public void At(Statement statement)
    {
        Offset = statement.Offset;
        _statement = statement;
    }
}
