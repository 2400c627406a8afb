namespace Platform.Core.Scaffolding.Templating;

/// <summary>What one rendering may cost. The defaults are those of Backstage's engine where it has them.</summary>
public sealed record RenderLimits
{
    public static RenderLimits Default { get; } = new();

    /// <value>UTF-16 units of one source.</value>
    public int MaxSource { get; init; } = 4 * 1024 * 1024;

    /// <value>UTF-16 units of one expression or tag.</value>
    public int MaxExpression { get; init; } = 64 * 1024;

    /// <value>Nesting of tags, parentheses, calls and values together.</value>
    public int MaxDepth { get; init; } = 512;

    /// <value>UTF-16 units of the output, and of any text that an expression builds.</value>
    public int MaxOutput { get; init; } = 16 * 1024 * 1024;

    /// <value>Evaluated nodes, loop turns and elements touched by filters, together.</value>
    public int MaxSteps { get; init; } = 1_000_000;

    /// <value>For one match or replacement with a regular expression.</value>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromMilliseconds(250);
}
