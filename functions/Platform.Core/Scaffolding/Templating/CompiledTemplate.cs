using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>A parsed template: immutable, safe to share between threads, worth caching.</summary>
public sealed class CompiledTemplate
{
    private readonly SourceText _source;
    private readonly TemplateSyntax _syntax;
    private readonly Body _body;
    private readonly FramePlan _frame;

    private CompiledTemplate(SourceText source, TemplateSyntax syntax, Body body, FramePlan frame)
    {
        _source = source;
        _syntax = syntax;
        _body = body;
        _frame = frame;
    }

    /// <value>Whether the source is one expression and nothing else, so that its value can keep its type.</value>
    internal bool IsSingleExpression => _body.Statements is [Output];

    /// <value>Whether the source is one tag and nothing else.</value>
    internal bool IsSingleTag => _body.Statements is [not Text];

    /// <summary>What it reads and uses, without running it.</summary>
    internal TemplateReferences References() => TemplateReferences.Of(_body);

    internal (int Line, int Column) PlaceOf(int offset) => _source.PlaceOf(offset);

    /// <exception cref="TemplatingException">The source is not a template, or is beyond the limits.</exception>
    public static CompiledTemplate Parse(string source, TemplateSyntax syntax, RenderLimits? limits = null)
    {
        limits ??= RenderLimits.Default;
        var text = new SourceText(source);
        if (source.Length > limits.MaxSource)
        {
            throw new TemplatingException("template-limit", $"The template has more than {limits.MaxSource} characters.", 1, 1);
        }

        var scanner = new SegmentScanner(text, syntax, limits);
        var segments = scanner.Scan();
        var nesting = new NestingGuard(text, limits.MaxDepth);
        var body = new StatementParser(text, segments, scanner.Tokens, syntax, nesting).Parse();
        return new CompiledTemplate(text, syntax, body, SlotPlanner.Plan(body, nesting));
    }

    /// <exception cref="TemplatingException">An expression failed, or a limit was reached.</exception>
    public string Render(
        JsonObject context,
        RenderLimits limits,
        RenderMode mode,
        CancellationToken cancellationToken,
        OptionalNames? optional = null) =>
        Run(Session(context, limits, mode, optional, cancellationToken), asJson: false);

    /// <summary>As <see cref="Render"/>, with the value of every expression written as JSON.</summary>
    internal string RenderJson(
        JsonObject context,
        RenderLimits limits,
        RenderMode mode,
        OptionalNames? optional,
        CancellationToken cancellationToken) =>
        Run(Session(context, limits, mode, optional, cancellationToken), asJson: true);

    /// <summary>The value of the only expression; <c>false</c> when it is undefined.</summary>
    internal (bool Defined, JsonNode? Value) Evaluate(
        JsonObject context,
        RenderLimits limits,
        RenderMode mode,
        OptionalNames? optional,
        CancellationToken cancellationToken)
    {
        var session = Session(context, limits, mode, optional, cancellationToken);
        try
        {
            session.At(_body.Statements[0]);
            var value = new Interpreter(session, _frame).Evaluate(((Output)_body.Statements[0]).Expression);
            return value is Undefined ? (false, null) : (true, JsJson.ToJson(value, session.Budget));
        }
        catch (TemplatingException failed) when (Place(failed, session))
        {
            throw;
        }
    }

    private RenderSession Session(
        JsonObject context,
        RenderLimits limits,
        RenderMode mode,
        OptionalNames? optional,
        CancellationToken cancellationToken) =>
        new(context, _syntax, limits, mode, optional ?? OptionalNames.None, cancellationToken);

    private string Run(RenderSession session, bool asJson)
    {
        try
        {
            return new Interpreter(session, _frame).Render(_body, asJson);
        }
        catch (TemplatingException failed) when (Place(failed, session))
        {
            throw;
        }
    }

    /// <summary>A filter, so that the exception is thrown once only: it costs more than most renderings.</summary>
    private bool Place(TemplatingException failed, RenderSession session)
    {
        failed.At(_source.PlaceOf(session.Offset), session.Code is { } code ? _source.Text[code].Trim() : null);
        return false;
    }
}
