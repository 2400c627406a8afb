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
        Root = new RootContext(context);
        Budget = new RenderBudget(limits, cancellationToken);
        Syntax = syntax;
        Strict = mode == RenderMode.Strict;
        Optional = optional;
        Filters = FilterSet.For(syntax);
        Globals = GlobalFunctions.Create(Budget);
    }

    public RootContext Root { get; }

    public RenderBudget Budget { get; }

    public TemplateSyntax Syntax { get; }

    public bool Strict { get; }

    public OptionalNames Optional { get; }

    public FilterSet Filters { get; }

    public IReadOnlyDictionary<string, object?> Globals { get; }

    /// <value>Offset of what is being evaluated, for messages.</value>
    public int Offset { get; private set; }

    /// <value>The expression or tag around it, as written.</value>
    public string? Source { get; private set; }

    public void At(Expression expression) => Offset = expression.Offset;

    public void At(Statement statement)
    {
        Offset = statement.Offset;
        Source = (statement as Output)?.Source;
    }
}
