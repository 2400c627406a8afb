using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation.Reports;

/// <summary>One judged document as pipelines read it.</summary>
public sealed record ValidationLine(
    string File,
    int Document,
    int Line,
    string? Kind,
    string? Namespace,
    string? Name,
    bool Valid,
    IReadOnlyList<ValidationError> Errors)
{
    public static ValidationLine Of(JudgedDocument document) => new(
        document.File,
        document.Document,
        document.Line,
        document.Kind,
        document.Namespace,
        document.Name,
        document.Valid,
        [.. document.Problems.Select(ValidationError.Of)]);
}

/// <summary>A problem with its place spread out; what has none stands at the file's beginning.</summary>
public sealed record ValidationError(
    string Code, int Line, int Column, string? Field, JsonNode? Value, string? Expected, string Message)
{
    public static ValidationError Of(Problem problem) => new(
        problem.Code,
        problem.Place?.Line ?? 1,
        problem.Place?.Column ?? 1,
        problem.Field,
        problem.Value?.DeepClone(),
        problem.Expected,
        problem.Message);
}
