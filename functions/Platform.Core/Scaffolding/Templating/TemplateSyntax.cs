namespace Platform.Core.Scaffolding.Templating;

/// <summary>How a template is written. Parsed templates are cached by source and syntax.</summary>
public sealed record TemplateSyntax
{
    /// <value>Expressions between <c>${{</c> and <c>}}</c>; whitespace untouched.</value>
    public static TemplateSyntax Backstage { get; } = new();

    /// <value>One newline after a block tag disappears.</value>
    public bool TrimBlocks { get; init; }

    /// <value>Blanks between the start of a line and a block tag disappear.</value>
    public bool LstripBlocks { get; init; }

    /// <value>Expressions between <c>{{</c> and <c>}}</c>, Python's names for constants and methods, filter
    /// <c>jsonify</c>.</value>
    public bool CookiecutterCompat { get; init; }
}
