using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.TestKit.Catalog.Fuzzing;

/// <summary>What must hold of every answer, whatever the input was.</summary>
public static class FuzzVerdict
{
    /// <summary>Codes that end a file early: what stands behind is not judged, and the file says so.</summary>
    private static readonly string[] EndsFile = ["yaml-too-large", "yaml-too-many-documents", Utf8Text.NotUtf8];

    /// <returns>What is wrong with the answer; null when nothing is.</returns>
    public static string? Of(FuzzInput input, IReadOnlyList<JudgedDocument> judged)
    {
        foreach (var problem in judged.SelectMany(document => document.Problems))
        {
            if (problem.Code.Length == 0 || problem.Message.Length == 0 || problem.Place is not { Line: > 0, Column: > 0 })
            {
                return $"a problem without code, message or place: {problem}";
            }
        }

        if (judged.FirstOrDefault(document => !document.Valid && document.Problems.Count == 0) is { } silent)
        {
            return $"document {silent.Document} is refused without a reason";
        }

        var ended = judged.SelectMany(document => document.Problems).Any(problem => EndsFile.Contains(problem.Code));
        if (!input.Neighbours || ended)
        {
            return null;
        }

        return !IsNeighbour(judged[0]) ? "the document before is lost"
            : !IsNeighbour(judged[^1]) || judged.Count < 2 ? "the document behind is lost"
            : null;
    }

    private static bool IsNeighbour(JudgedDocument document) =>
        document is { Valid: true, Kind: "System", Name: FuzzInputs.Neighbour };
}
