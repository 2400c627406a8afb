namespace Platform.Core.Scaffolding.Templating.Parsing;

internal enum SegmentKind
{
    Text,
    Output,
    Tag,
}

/// <summary>A piece of a template: text with its white space already controlled, or the tokens of a tag.</summary>
/// <param name="Value">The text, or the code as it is written.</param>
internal sealed record Segment(SegmentKind Kind, int Offset, string Value, IReadOnlyList<Token> Tokens);
