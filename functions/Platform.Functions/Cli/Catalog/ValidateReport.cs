using System.Text.Json.Nodes;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog;

/// <summary>A line per document, or for people a line per problem.</summary>
internal sealed class ValidateReport(bool json, TextWriter output, TextWriter prose)
{
    private int _documents;
    private int _faulty;

    public void Write(JudgedDocument document)
    {
        _documents++;
        _faulty += document.Problems.Count > 0 ? 1 : 0;
        if (json)
        {
            output.WriteLine(PlatformJson.Serialize(new ValidateLine(
                document.File, document.Document, document.Line, document.Kind, document.Namespace, document.Name,
                document.Valid, [.. document.Problems.Select(ValidateError.Of)])));
            return;
        }

        foreach (var problem in document.Problems)
        {
            output.WriteLine(ProblemText.Of(problem));
        }
    }

    /// <returns>The exit status: a reference that can't be read is a fault of the input, although the entity is valid.</returns>
    public int Finish(int files)
    {
        prose.WriteLine($"{files} files, {_documents} documents, {_faulty} with problems.");
        return _faulty == 0 ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private sealed record ValidateLine(
        string File, int Document, int Line, string? Kind, string? Namespace, string? Name, bool Valid,
        IReadOnlyList<ValidateError> Errors);

    private sealed record ValidateError(
        string Code, int Line, int Column, string? Field, JsonNode? Value, string? Expected, string Message)
    {
        public static ValidateError Of(Problem problem) => new(
            problem.Code, problem.Place?.Line ?? 1, problem.Place?.Column ?? 1, problem.Field, problem.Value, problem.Expected,
            problem.Message);
    }
}
