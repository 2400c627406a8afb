namespace Platform.Core.Scaffolding.Templating.Parsing;

internal enum SegmentKind
{
    Text,
    Output,
    Tag,
}

/// <summary>A piece of a template: text with its white space already controlled, or a tag.</summary>
/// <param name="Value">The text; empty of a tag.</param>
/// <param name="FirstToken">Which of the template's tokens is the first of the tag.</param>
/// <param name="Code">Where a tag's code stands in the source.</param>
internal readonly record struct Segment(SegmentKind Kind, int Offset, string Value, int FirstToken, Range Code);
