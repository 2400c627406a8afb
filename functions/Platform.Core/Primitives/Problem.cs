using System.Text.Json.Nodes;

namespace Platform.Core.Primitives;

/// <summary>
/// One thing that is wrong with an input: a stable code, where it is, what was found and what was expected.
/// Problems are collected, so that a caller sees all of them at once.
/// </summary>
/// <param name="Code">Stable, kebab-case; tests and clients compare with it, never with <paramref name="Message"/>.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Field">Dotted path of the field, for example <c>metadata.tags[1]</c>; null when the whole input is meant.</param>
/// <param name="Value">The offending value; never a secret.</param>
/// <param name="Expected">What would have been accepted.</param>
/// <param name="Place">File, line and column, when the input came from a file.</param>
public sealed record Problem(
    string Code,
    string Message,
    string? Field = null,
    JsonNode? Value = null,
    string? Expected = null,
    SourcePlace? Place = null)
{
    public override string ToString() => Place is null ? $"{Code}: {Message}" : $"{Place}: {Code}: {Message}";
}

/// <summary>A position in a source file; line and column count from 1.</summary>
public sealed record SourcePlace(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
